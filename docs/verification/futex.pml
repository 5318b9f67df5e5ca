/*
 * Waiting: Waker and Waiter on one Publication (docs/memory-ordering.md, section 4).
 * What stands for what, the bounds, and how to run it: README.md here.
 *
 * The publisher's store of the counter and each waiter's increment of the waiters' count are pending
 * for a while: issued, and not yet seen by others. A full fence waits until they are visible.
 */
#ifndef PUBLICATIONS
#define PUBLICATIONS 3
#endif
#define WAITERS 2

/* The region. */
byte counter;       /* the published counter, whose low half is the futex word */
short waiting;      /* the count of waiters */

bit counterPending;
byte counterNext;               /* what it will hold */
bit incrementPending[WAITERS];

/* The kernel: who sleeps on the word. */
bit asleep[WAITERS];

/* A ghost: whether anybody is there, or will be, to publish and wake. */
bit publisherAlive = 1;

active proctype Buffer() {
end:
    do
    :: d_step { counterPending -> counter = counterNext; counterPending = 0; counterNext = 0 }
    :: d_step { incrementPending[0] -> waiting++; incrementPending[0] = 0 }
    :: d_step { incrementPending[1] -> waiting++; incrementPending[1] = 0 }
    od
}

/* Publishes, and may die before each step; then another goes on, or nobody. */
#define MAY_DIE :: goto dead

active proctype Publisher() {
    byte published;

start:
    atomic { !counterPending; published = counter };
    do
    :: published < PUBLICATIONS ->
        if
        :: d_step { !counterPending -> published++; counterNext = published; counterPending = 1 }
        MAY_DIE
        fi;
        /* wake */
#ifndef NO_WAKER_FENCE
        !counterPending;
#endif
        if
#ifdef NO_COUNT_OF_WAITERS /* the hint is taken for the truth, and there is none */
        :: skip
#else
        :: waiting == 0
        :: waiting != 0 ->
            if
            :: d_step { asleep[0] = 0; asleep[1] = 0 } /* the system call */
            MAY_DIE
            fi
#endif
        MAY_DIE
        fi
    :: else -> break
    od;
    goto done;
dead:
    if
    :: atomic { /* a successor, who has something to publish still */
        !counterPending && counter < PUBLICATIONS -> published = 0; goto start }
    :: publisherAlive = 0
    fi;
done:
    skip
}

/* The volatile load waits for the increment, which has release semantics. */
#ifdef NO_WAITER_ORDER
#define MAY_LOOK true
#else
#define MAY_LOOK (!incrementPending[me])
#endif

/* The kernel compares the word and goes to sleep in one step. */
#ifdef NO_KERNEL_COMPARE
#define MAY_SLEEP true
#else
#define MAY_SLEEP (counter == known)
#endif

/* What a time-out is for: a publisher that died and has no successor. */
#ifdef NO_TIME_OUT
#define TIME_IS_UP false
#else
#define TIME_IS_UP (!publisherAlive)
#endif

/* Only the other one: who can still be killed does not count as one that sleeps for ever. */
#define MAY_BE_KILLED :: me == 1 -> goto killed

/* Wants to see the last publication that there will be. Waiter 1 may be killed before each step. */
proctype Waiter(bit me) {
    byte known;

    do
    :: known < PUBLICATIONS && (publisherAlive || counter > known) ->
        if
        :: atomic { incrementPending[me] = 1 }
        MAY_BE_KILLED
        fi;
        do
        :: atomic { MAY_LOOK && counter != known -> known = counter; break }
        :: atomic { MAY_LOOK && counter == known };
            if
            :: atomic { asleep[me] = MAY_SLEEP }
            MAY_BE_KILLED
            fi;
            if
            :: !asleep[me]
            :: atomic { asleep[me] && TIME_IS_UP -> asleep[me] = 0; break }
            MAY_BE_KILLED
            fi
        MAY_BE_KILLED
        od;
        if
        :: atomic { !incrementPending[me] -> waiting-- } /* two atomics on one word stay in order */
        MAY_BE_KILLED
        fi
    :: known == PUBLICATIONS || (!publisherAlive && counter == known && !counterPending) -> break
    od;
    goto done;
killed:
    atomic { asleep[me] = 0; known = 0 }; /* `waiting` stays one too high */
done:
    skip
}

init {
    atomic {
        run Waiter(0);
        run Waiter(1)
    }
}
