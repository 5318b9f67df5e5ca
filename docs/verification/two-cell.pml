/*
 * A state slot: TwoCellWriter, TwoCellReader (docs/memory-ordering.md, section 3).
 * What stands for what, the bounds, and how to run it: README.md here.
 *
 * Memory is one array of words. A store is issued in program order, waits in `pending`, and becomes
 * visible in any order that the rules at Buffer() do not forbid. A fence holds back the issue of what
 * comes after it. A reader's loads are satisfied in any order that the guards at Reader() do not
 * forbid.
 */
#ifndef GENERATIONS
#define GENERATIONS 4 /* each cell is filled twice */
#endif
#ifndef DEATHS
#define DEATHS 2 /* writers that have a successor; the last may die too, and has none */
#endif
#ifndef MAY_MOVE_BY /* how far the generation may move while a reader copies */
#define MAY_MOVE_BY 0
#endif

#ifdef ONE_CELL
#define CELL(g) 0
#else
#define CELL(g) ((g) % 2)
#endif
/* What each word of the cell holds when generation g is written for the a-th time. */
#define CONTENT(g, a) ((g) * 4 + (a))

/* The slot. */
byte G;               /* generation */
byte A[2], B[2];      /* each cell's first and last word */

/* Stores that are issued and not visible: of the generation at hand and of the one before it. */
bit firstPending[2], lastPending[2], generationPending[2];
byte generationOf[2]; /* whose they are; 0 when there are none */
byte attemptOf[2];    /* and what they hold */

/* Ghosts: what no process can see, to say what is right. */
bit writerAlive;
byte deaths;
byte lastFilled, attempt; /* the generation filled last, and for the how manieth time */
byte seen;                /* what a reader accepted as generation G; 0 for nothing */
bit quietAllAlong;        /* no writer was there since reader 0's read began */

#define WINDOW_EMPTY(k) (!firstPending[k] && !lastPending[k] && !generationPending[k])
#define NOTHING_PENDING (WINDOW_EMPTY(0) && WINDOW_EMPTY(1))
#define OLDER(k) (generationOf[1 - (k)] < generationOf[k])

/* Which stores may become visible. Two stores to one word stay in order whatever they are. */
#ifdef NO_PUBLISH_RELEASE
#define GENERATION_MAY(k) (!OLDER(k) || !generationPending[1 - (k)])
#else
#define GENERATION_MAY(k) (!firstPending[k] && !lastPending[k] && (!OLDER(k) || WINDOW_EMPTY(1 - (k))))
#endif

inline stored(k) {
    if
    :: WINDOW_EMPTY(k) -> generationOf[k] = 0; attemptOf[k] = 0
    :: else
    fi
}

#define DRAIN(k) \
    :: d_step { firstPending[k] -> \
        A[CELL(generationOf[k])] = CONTENT(generationOf[k], attemptOf[k]); firstPending[k] = 0; stored(k) } \
    :: d_step { lastPending[k] -> \
        B[CELL(generationOf[k])] = CONTENT(generationOf[k], attemptOf[k]); lastPending[k] = 0; stored(k) } \
    :: d_step { generationPending[k] && GENERATION_MAY(k) -> \
        GENERATION_GROWS(k); G = generationOf[k]; generationPending[k] = 0; stored(k); \
        seen = 0 /* whoever accepts a generation has just read its number in G */ }
#ifdef STARTS_ANEW /* let a reader find the harm */
#define GENERATION_GROWS(k) skip
#else
#define GENERATION_GROWS(k) assert(generationOf[k] == G + 1)
#endif

/* Makes pending stores visible, one at a time, in every order that is allowed. */
active proctype Buffer() {
end:
    do
    DRAIN(0)
    DRAIN(1)
    od
}

/* One process after another owns the slot. It may die before each of its steps. */
#define MAY_DIE :: goto dead
#define ISSUE(store) \
    if \
    :: d_step { store[CELL(g)] = 1; generationOf[CELL(g)] = g; attemptOf[CELL(g)] = attempt } \
    MAY_DIE \
    fi

active proctype Writer() {
    byte g;

start:
    /* The kernel gives the role away when all that the dead one stored is visible. */
    atomic {
        NOTHING_PENDING;
        writerAlive = 1; quietAllAlong = 0;
        g = 0
    };
    do
    :: g < GENERATIONS ->
        /* open: loads the generation; a store of its own that is still pending it sees before others */
        if
        :: d_step {
#ifdef STARTS_ANEW
            g = g + 1;
#else
            g = (generationPending[CELL(g)] -> g : G) + 1;
#endif
        }
        MAY_DIE
        fi;
        if
        :: g > GENERATIONS -> break
        :: else
        fi;
#ifndef NO_OPEN_FENCE
        NOTHING_PENDING;
#endif
        /* fill */
        if
        :: d_step {
            WINDOW_EMPTY(CELL(g)) -> /* a bound of this model: stores of two generations at a time */
            firstPending[CELL(g)] = 1; generationOf[CELL(g)] = g;
            attempt = (lastFilled == g -> attempt + 1 : 1);
            attemptOf[CELL(g)] = attempt;
            lastFilled = g
        }
        MAY_DIE
        fi;
        ISSUE(lastPending);

        /* publish */
        ISSUE(generationPending)
    :: else -> break
    od;
    atomic {
        NOTHING_PENDING;
        assert(G == GENERATIONS); /* no death kept a value back */
        goto done
    };

dead:
    atomic {
        writerAlive = 0;
        if
        :: deaths < DEATHS -> deaths++; goto start
        :: else
        fi
    };
done:
    writerAlive = 0
}

/* Which loads may be satisfied before others. Two loads of one word stay in order. */
#ifdef NO_GENERATION_ACQUIRE
#define CELL_MAY true
#else
#define CELL_MAY gotBefore
#endif
#ifdef NO_ACQUIRE_FENCE
#define AFTER_MAY gotBefore
#else
#define AFTER_MAY (gotBefore && gotFirst && gotLast)
#endif

/* A word that is not this generation's is as good as any other that is not. */
#define WRONG 1
#define WORD(w) ((w) / 4 == before -> (w) : WRONG)

inline forget() {
    before = 0; content = 0; gotBefore = 0; gotFirst = 0; gotLast = 0; gotAfter = 0; moved = 0;
    quietAllAlong = (me == 0 -> 0 : quietAllAlong)
}

/* Of one piece with the last load: what the reader makes of it. */
inline judgeUnlessMoreToLoad() {
    if
    :: gotBefore && gotFirst && gotLast && gotAfter ->
        if
        :: moved ->
            assert(!(me == 0 && quietAllAlong)) /* where no writer is, the first copy is good */
        :: else ->
            /* Accepted: one whole value, the one its generation names, the same to every reader. */
#ifndef STARTS_ANEW /* there they would be the first to be found, and hide the last */
            assert(content != WRONG);
#if MAY_MOVE_BY == 0 && !defined(NO_RECHECK) && !defined(NO_ACQUIRE_FENCE) /* may come late there */
            assert(seen == 0 || seen == content);
            seen = content;
#endif
#endif
            if
            :: me == 0 ->
                assert(before >= newestRead); /* never older than one that this reader had before */
                newestRead = before
            :: else
            fi
        fi;
        forget();
        goto end
    :: else
    fi
}

inline load(word) {
    content = (content == 0 || content == WORD(word) -> WORD(word) : WRONG);
    judgeUnlessMoreToLoad()
}

/*
 * One attempt to copy, again and again: an attempt leaves nothing to the next, so whether the next
 * one is of the same call makes no difference. An attempt that cannot end would be an invalid end
 * state. The readers are alike: what has to be remembered of one is remembered of reader 0 alone.
 */
proctype Reader(bit me) {
    byte before, content, newestRead;
    bit gotBefore, gotFirst, gotLast, gotAfter, moved;

end:
    do
    ::  atomic {
#ifdef NO_GENERATION_ACQUIRE
            select(before : 1 .. GENERATIONS); /* foretold; the generation is loaded at any time */
#else
            G > 0 -> /* 0 is the answer EMPTY */
            before = G; gotBefore = 1;
#endif
            quietAllAlong = (me == 0 -> !writerAlive && NOTHING_PENDING : quietAllAlong)
        };
        do
        :: atomic { !gotBefore ->
            if
            :: G == before -> gotBefore = 1; judgeUnlessMoreToLoad()
            :: else -> forget(); goto end /* foretold wrongly: no such run */
            fi }
        :: atomic { !gotFirst && CELL_MAY -> gotFirst = 1; load(A[CELL(before)]) }
        :: atomic { !gotLast && CELL_MAY -> gotLast = 1; load(B[CELL(before)]) }
#ifdef NO_RECHECK
        :: atomic { !gotAfter && AFTER_MAY -> gotAfter = 1; judgeUnlessMoreToLoad() }
#else
        :: atomic { !gotAfter && AFTER_MAY ->
            gotAfter = 1;
            moved = G > before + MAY_MOVE_BY || G < before;
            judgeUnlessMoreToLoad() }
#endif
        od
    od
}

init {
    atomic {
        run Reader(0);
        run Reader(1)
    }
}
