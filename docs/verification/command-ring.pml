/*
 * The command ring: CommandSender, CommandReceiver (docs/memory-ordering.md, section 5).
 * What stands for what, the bounds, and how to run it: README.md here.
 *
 * A sender's and the receiver's stores are pending for a while: issued, and not yet visible to
 * others. A release waits for those before it.
 */
#define CAPACITY 2
#define COMMANDS 3 /* one slot is used twice */
#define SENDERS 2
#define SLOT(n) ((n) % CAPACITY)
/* What each word of command n holds when sender s wrote it, and what becomes of it: never 0. */
#define CONTENT(n, s) ((n) * 4 + (s) + 1)
#define RESULT(n) (1 + ((n) / CAPACITY) % 2) /* another than that of the command that was there before */
#define LOST(n) (RESULT(n) + 2)

/* The region. */
byte T, H, N;                     /* tail, commandHead, commandAnswered */
byte A[CAPACITY], B[CAPACITY];    /* each slot's first and last word */
byte entry[CAPACITY], result[CAPACITY];

/* Stores that are issued and not visible: the sender's that holds the lock, or held it when it died. */
bit firstPending, lastPending, tailPending;
byte sent, sender;
#define SENDER_PENDING (firstPending || lastPending || tailPending)

/* The receiver's. */
bit headPending, entryPending, resultPending, answeredPending;
byte taking, answer;
#define RECEIVER_PENDING (headPending || entryPending || resultPending || answeredPending)

/* The command lock, which the kernel lets go of at death. */
bit locked;

/* Ghosts. */
byte acknowledged[COMMANDS + 1];  /* content that a published tail stands for */
bit obeyed[COMMANDS + 1];
byte told[COMMANDS + 1];          /* what the asker was told became of it */
bit foretold;                     /* a sender has stored before it knew that there is room */
bit harm;                         /* something wrong was seen since */

#ifdef NO_TAIL_RELEASE
#define TAIL_MAY true
#else
#define TAIL_MAY (!firstPending && !lastPending)
#endif
#ifdef NO_RESULT_RELEASE
#define RESULT_MAY true
#else
#define RESULT_MAY (!headPending && !entryPending)
#endif
#ifdef NO_ANSWERED_RELEASE
#define ANSWERED_MAY true
#else
#define ANSWERED_MAY (!headPending && !entryPending && !resultPending)
#endif

active proctype Buffer() {
end:
    do
    :: d_step { firstPending -> A[SLOT(sent)] = CONTENT(sent, sender); firstPending = 0 }
    :: d_step { lastPending -> B[SLOT(sent)] = CONTENT(sent, sender); lastPending = 0 }
    :: d_step { tailPending && TAIL_MAY ->
        T = sent; acknowledged[sent] = CONTENT(sent, sender); tailPending = 0 }
    :: d_step { headPending -> H = taking; headPending = 0 }
    :: d_step { entryPending -> entry[SLOT(taking)] = taking; entryPending = 0 }
    :: d_step { resultPending && RESULT_MAY -> result[SLOT(taking)] = answer; resultPending = 0 }
    :: d_step { answeredPending && ANSWERED_MAY -> N = taking; answeredPending = 0 }
    od
}

/* Something wrong was seen. Where a sender had foretold, its run may turn out to be none. */
inline expect(condition) {
    if
    :: condition
    :: else -> harm = 1; assert(foretold)
    fi
}

#ifdef NO_LOCK
#define TAKE_LOCK skip
#define MAY_STORE (!SENDER_PENDING) /* this mistake needs no weak memory to do harm */
#else
#define TAKE_LOCK atomic { !locked && !SENDER_PENDING -> locked = 1 }
#define MAY_STORE true
#endif
#define MAY_DIE :: goto dead
#define STORE(what) \
    if \
    :: atomic { MAY_STORE -> sent = tail + 1; sender = me; what = 1 } \
    MAY_DIE \
    fi

/* Sends as long as there are commands to send. Killed at any step, it is followed by another. */
proctype Sender(byte me) {
    byte tail;

send:
    TAKE_LOCK;
    tail = T;
    if
    :: atomic { tail >= COMMANDS -> locked = 0; goto done }
#ifdef NO_HEAD_ACQUIRE
    :: atomic { tail < COMMANDS && !foretold -> foretold = 1 } /* there will be room */
#else
    :: atomic { tail < COMMANDS && tail - H >= CAPACITY -> locked = 0; tail = 0; goto send } /* full */
    :: tail < COMMANDS && tail - H < CAPACITY
#endif
    fi;
    STORE(firstPending);
    STORE(lastPending);
#ifdef NO_HEAD_ACQUIRE
    if
    :: atomic { tail - H >= CAPACITY -> goto noSuchRun } /* foretold wrongly */
    :: atomic { tail - H < CAPACITY -> assert(!harm); foretold = 0 }
    fi;
#endif
    STORE(tailPending);
    atomic { MAY_STORE && !tailPending -> locked = 0; tail = 0; goto send }
dead:
#ifdef NO_HEAD_ACQUIRE
    !foretold; /* this mistake needs no death */
#endif
    atomic { !SENDER_PENDING -> locked = 0; tail = 0; goto send } /* the kernel frees the lock */
#ifdef NO_HEAD_ACQUIRE
noSuchRun:
    false;
#endif
done:
    skip
}

#define READ_SLOT(n) \
    if \
    :: first = A[SLOT(n)]; last = B[SLOT(n)] \
    :: last = B[SLOT(n)]; first = A[SLOT(n)] \
    fi

#define ISSUE(what) \
    if \
    :: atomic { what = 1 } \
    MAY_DIE \
    fi
#define ANSWER(n, value) \
    if \
    :: atomic { !answeredPending && !entryPending && !resultPending -> \
        taking = n; answer = value; entryPending = 1 } \
    MAY_DIE \
    fi; \
    ISSUE(resultPending); \
    ISSUE(answeredPending)
#define OBEY(n) \
    if \
    :: atomic { assert(!obeyed[n]); /* never twice */ obeyed[n] = 1 } \
    MAY_DIE \
    fi

/* Control. Killed at any step, it is followed by another, which first answers for the dead one. */
active proctype Receiver() {
    byte head, first, last;

start:
    atomic { !RECEIVER_PENDING -> head = H };
#ifndef NO_LOST
    if
    :: N < head -> ANSWER(head, LOST(head))
    :: N >= head
    fi;
#endif
next:
    if
    :: head == COMMANDS -> goto done
    :: head < COMMANDS
    fi;
#ifdef NO_TAIL_ACQUIRE
    READ_SLOT(head + 1);
#endif
    T > head;
#if !defined(NO_TAIL_ACQUIRE) && !defined(NO_HEAD_RELEASE)
    READ_SLOT(head + 1);
#endif
#ifdef OBEY_BEFORE_TAKE
    OBEY(head + 1);
#endif
    if
    :: atomic { !RECEIVER_PENDING -> taking = head + 1; headPending = 1 }
    MAY_DIE
    fi;
#ifdef NO_HEAD_RELEASE /* a release also has the loads before it */
    READ_SLOT(head + 1);
#endif
    atomic {
        head++;
        expect(first == acknowledged[head] && last == acknowledged[head]);
        first = 0; last = 0
    };
#ifdef ANSWER_BEFORE_OBEY
    ANSWER(head, RESULT(head));
    OBEY(head);
#else
#ifndef OBEY_BEFORE_TAKE
    OBEY(head);
#endif
    ANSWER(head, RESULT(head));
#endif
    goto next;
dead:
    atomic { head = 0; first = 0; last = 0; goto start };
done:
    /* none was left out, and none without an answer */
    atomic { !RECEIVER_PENDING -> assert(H == COMMANDS && N == COMMANDS) }
}

/* Asks again and again what became of any command. */
active proctype Asker() {
    byte n, what, whose;

end:
    do
    ::  select(n : 1 .. COMMANDS);
#ifdef NO_ANSWERED_ACQUIRE
        what = result[SLOT(n)]; whose = entry[SLOT(n)];
#endif
        if
        :: atomic { N < n -> n = 0; what = 0; whose = 0; goto end } /* PENDING */
        :: N >= n
        fi;
#ifndef NO_ANSWERED_ACQUIRE
#ifdef NO_RESULT_ACQUIRE
        whose = entry[SLOT(n)]; what = result[SLOT(n)];
#else
        what = result[SLOT(n)]; whose = entry[SLOT(n)];
#endif
#endif
        atomic {
            expect(whose == n || T >= n + CAPACITY); /* there, until the next but CAPACITY is */
            expect(whose != n || what == RESULT(n) || what == LOST(n)); /* and its own */
            expect(whose != n || told[n] == 0 || told[n] == what); /* and final */
            if
            :: whose == n -> told[n] = what
            :: else
            fi;
            assert(told[n] != RESULT(n) || obeyed[n]); /* who was told may count on it */
            n = 0; what = 0; whose = 0
        }
    od
}

init {
    atomic {
        run Sender(0);
        run Sender(1)
    }
}
