/*
 * The frame protocol: FrameSequenceWriter, FrameSequenceReader (docs/memory-ordering.md, section 2).
 * What stands for what, the bounds, and how to run it: README.md here.
 *
 * Memory is one array of words. A store is issued in program order, waits in `pending`, and becomes
 * visible in any order that the rules at Buffer() do not forbid. A full fence waits until nothing is
 * pending. A reader's loads are satisfied in any order that the guards at Reader() do not forbid.
 *
 * Each macro NO_... or ..._INSTEAD takes one thing away; check.sh says which must fail.
 */
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef FRAMES
#define FRAMES 4 /* each of two slots is written twice */
#endif
#ifndef DEATHS
#define DEATHS 2 /* writers that have a successor; the last may die too, and has none */
#endif

#define WRITING(f) (2 * (f) - 1)
#define COMPLETE(f) (2 * (f))
#define SLOT(f) ((f) % SLOTS)
/* What each word of frame f holds when it is written for the a-th time: the writers before died in it. */
#define CONTENT(f, a) ((f) * 4 + (a))

/* The region. */
byte S[SLOTS];  /* each slot's sequence */
byte H[SLOTS];  /* one word of the header: an ordinary store */
byte P[SLOTS];  /* one word of the pixels: stored past the cache, or ordinary with ORDINARY_STORES */
byte N;         /* newestFrame */

/* Stores that are issued and not visible: of the frame at hand and of the one before it. */
bit oddPending[2], headerPending[2], pixelPending[2], evenPending[2], newestPending[2];
byte frameOf[2];   /* whose they are; 0 when there are none */
byte attemptOf[2]; /* and what they hold */

/* Ghosts: what no process can see, to say what is right. */
bit writerAlive;
byte deaths;
byte lastOpened, attempt; /* the frame opened last, and for the how manieth time */
byte seen[SLOTS];         /* what a reader accepted as the frame that is in the slot; 0 for nothing */
bit quietAllAlong;        /* no writer was there since the told reader's read began */

#define WINDOW(f) ((f) % 2)
#define WINDOW_EMPTY(k) \
    (!oddPending[k] && !headerPending[k] && !pixelPending[k] && !evenPending[k] && !newestPending[k])
#define NOTHING_PENDING (WINDOW_EMPTY(0) && WINDOW_EMPTY(1))

/*
 * Which stores may become visible: the rules beside the full fences, which hold back the issue. A
 * release orders all ordinary stores before it; x86 orders stores past the cache by full fences only.
 */
#ifdef ORDINARY_STORES
#define ORDERED_PIXEL(k) pixelPending[k]
#else
#define ORDERED_PIXEL(k) false
#endif
#define OLDER(k) (frameOf[1 - (k)] < frameOf[k])
#define OLDER_VISIBLE(k) \
    (!OLDER(k) || !(oddPending[1 - (k)] || headerPending[1 - (k)] || ORDERED_PIXEL(1 - (k)) \
        || evenPending[1 - (k)] || newestPending[1 - (k)]))

#ifdef STORE_STORE_FENCE_INSTEAD
#define HEADER_MAY(k) (!oddPending[k] && OLDER_VISIBLE(k))
#ifdef ORDINARY_STORES
#define PIXEL_MAY(k) HEADER_MAY(k)
#else
#define PIXEL_MAY(k) true
#endif
#else
#define HEADER_MAY(k) true
#define PIXEL_MAY(k) true
#endif

#ifdef RELEASE_STORE_INSTEAD /* orders what is before it, the frame before, and not the pixels after */
#define ODD_MAY(k) OLDER_VISIBLE(k)
#else
#define ODD_MAY(k) true
#endif

/* Two stores to one word stay in order whatever they are. */
#ifdef NO_COMMIT_RELEASE
#define EVEN_MAY(k) (!oddPending[k])
#else
#define EVEN_MAY(k) (!oddPending[k] && !headerPending[k] && !ORDERED_PIXEL(k) && OLDER_VISIBLE(k))
#endif
#ifdef NO_ANNOUNCE_RELEASE
#define NEWEST_MAY(k) (!OLDER(k) || !newestPending[1 - (k)])
#else
#define NEWEST_MAY(k) \
    (!oddPending[k] && !headerPending[k] && !ORDERED_PIXEL(k) && !evenPending[k] && OLDER_VISIBLE(k))
#endif

inline stored(k) {
    if
    :: WINDOW_EMPTY(k) -> frameOf[k] = 0; attemptOf[k] = 0
    :: else
    fi
}

inline storeSequence(f, value) {
#ifndef NO_LOOK_AT_SEQUENCE /* without it let a reader find the harm */
    assert(S[SLOT(f)] < value || (S[SLOT(f)] == value && value == WRITING(f)));
#endif
    S[SLOT(f)] = value;
    seen[SLOT(f)] = 0 /* whoever accepts a frame has just read its number here */
}

#define DRAIN(k) \
    :: d_step { oddPending[k] && ODD_MAY(k) -> \
        storeSequence(frameOf[k], WRITING(frameOf[k])); oddPending[k] = 0; stored(k) } \
    :: d_step { headerPending[k] && HEADER_MAY(k) -> \
        H[SLOT(frameOf[k])] = CONTENT(frameOf[k], attemptOf[k]); headerPending[k] = 0; stored(k) } \
    :: d_step { pixelPending[k] && PIXEL_MAY(k) -> \
        P[SLOT(frameOf[k])] = CONTENT(frameOf[k], attemptOf[k]); pixelPending[k] = 0; stored(k) } \
    :: d_step { evenPending[k] && EVEN_MAY(k) -> \
        storeSequence(frameOf[k], COMPLETE(frameOf[k])); evenPending[k] = 0; stored(k) } \
    :: d_step { newestPending[k] && NEWEST_MAY(k) -> \
        assert(frameOf[k] == N + 1); /* newestFrame never falls and leaves none out */ \
        N = frameOf[k]; newestPending[k] = 0; stored(k) }

/* Makes pending stores visible, one at a time, in every order that is allowed. */
active proctype Buffer() {
end:
    do
    DRAIN(0)
    DRAIN(1)
    od
}

/* One process after another holds the capture role. It may die before each of its steps. */
#define MAY_DIE :: goto dead
#define ISSUE(store) \
    if \
    :: d_step { store[WINDOW(f)] = 1; frameOf[WINDOW(f)] = f; attemptOf[WINDOW(f)] = attempt } \
    MAY_DIE \
    fi

active proctype Writer() {
    byte f;

start:
    /* The kernel gives the role away when all that the dead one stored is visible. */
    atomic { NOTHING_PENDING; writerAlive = 1; quietAllAlong = 0 }

    /* firstFrame */
    if
    :: f = N + 1
    MAY_DIE
    fi;
#ifndef NO_LOOK_AT_SEQUENCE
    do
    :: f <= FRAMES && S[SLOT(f)] == COMPLETE(f) ->
        WINDOW_EMPTY(WINDOW(f)); /* a bound of this model: stores of two frames at a time */
        ISSUE(newestPending);
        f++
    :: !(f <= FRAMES && S[SLOT(f)] == COMPLETE(f)) -> break
    od;
#endif

    do
    :: f <= FRAMES ->
        /* open */
        if
        :: d_step {
            WINDOW_EMPTY(WINDOW(f)) -> /* as above; exact where the fence below holds */
            oddPending[WINDOW(f)] = 1; frameOf[WINDOW(f)] = f;
            attempt = (lastOpened == f -> attempt + 1 : 1);
            attemptOf[WINDOW(f)] = attempt;
            lastOpened = f
        }
        MAY_DIE
        fi;
#if !defined(NO_OPEN_FENCE) && !defined(STORE_STORE_FENCE_INSTEAD) && !defined(RELEASE_STORE_INSTEAD)
        NOTHING_PENDING;
#endif
        ISSUE(headerPending);
        ISSUE(pixelPending);

        /* commit */
#ifndef NO_COMMIT_FENCE
        NOTHING_PENDING;
#endif
        ISSUE(evenPending);

        /* announce */
        ISSUE(newestPending);
        f++
    :: else -> break
    od;
    atomic {
        NOTHING_PENDING;
        assert(N == FRAMES && S[SLOT(FRAMES)] == COMPLETE(FRAMES)); /* no death kept a frame back */
        goto done
    };

dead:
    atomic {
        writerAlive = 0; f = 0;
        if
        :: deaths < DEATHS -> deaths++; goto start
        :: else
        fi
    };
done:
    writerAlive = 0
}

/* Which loads may be satisfied before others. Two loads of one word stay in order. */
#ifdef READER_WAITS /* until the slot is even, as a seqlock's reader often does */
#define FIRST_MAY (S[SLOT(f)] != WRITING(f))
#else
#define FIRST_MAY true
#endif
#ifdef NO_OPEN_ACQUIRE
#define PAYLOAD_MAY true
#else
#define PAYLOAD_MAY got1
#endif
#ifdef NO_ACQUIRE_FENCE
#define SECOND_MAY got1
#else
#define SECOND_MAY (got1 && gotHeader && gotPixel)
#endif

/* A word that is not this frame's is as good as any other that is not. */
#define WRONG 1
#define WORD(w) ((w) / 4 == f -> (w) : WRONG)

inline forget() {
    f = 0; content = 0; got1 = 0; gotHeader = 0; gotPixel = 0; got2 = 0; gotNewest = 0;
    notYet = 0; rejected = 0;
    quietAllAlong = (told -> 0 : quietAllAlong)
}

/* Of one piece with the last load: what the reader makes of it. */
inline judgeUnlessMoreToLoad() {
    if
    :: gotNewest && got1 && gotHeader && gotPixel && got2 ->
        assert(!(told && notYet)); /* who is told of a frame finds it, or one that is newer */
        if
        :: rejected ->
            assert(!(told && quietAllAlong)) /* where no writer is, the newest can be read */
        :: else ->
            /* Accepted: every word of the frame asked for, and the same to every reader. */
            assert(content != WRONG);
#if !defined(NO_RECHECK) && !defined(NO_ACQUIRE_FENCE) /* there it may come late, and mean another */
            assert(seen[SLOT(f)] == 0 || seen[SLOT(f)] == content);
            seen[SLOT(f)] = content
#endif
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
 * One read, again and again. `told` readers ask newestFrame for the id, as all of ours do; the others
 * guess any id, old or not yet there, as a tool may. One read leaves nothing behind, so they read as
 * often as they like. A read that cannot end would be an invalid end state.
 */
proctype Reader(bit told) {
    byte f, content;
    bit got1, gotHeader, gotPixel, got2, gotNewest, notYet, rejected;

end:
    do
    ::  atomic {
            if
#ifndef NO_NEWEST_ACQUIRE
            :: told && N > 0 -> f = N; gotNewest = 1 /* before the loads below */
#else
            :: told -> select(f : 1 .. FRAMES) /* foretold; newestFrame is loaded at any time */
#endif
            :: !told -> select(f : 1 .. FRAMES); gotNewest = 1
            fi;
            quietAllAlong = (told -> !writerAlive && NOTHING_PENDING : quietAllAlong)
        };
        do
        :: atomic { !gotNewest ->
            if
            :: N == f -> gotNewest = 1; judgeUnlessMoreToLoad()
            :: else -> forget(); goto end /* foretold wrongly: no such run */
            fi }
        :: atomic { !got1 && FIRST_MAY ->
            got1 = 1;
            notYet = S[SLOT(f)] < COMPLETE(f);
            if
            :: S[SLOT(f)] != COMPLETE(f) -> rejected = 1; gotHeader = 1; gotPixel = 1; got2 = 1
            :: else
            fi;
            judgeUnlessMoreToLoad() }
        :: atomic { !gotHeader && PAYLOAD_MAY -> gotHeader = 1; load(H[SLOT(f)]) }
        :: atomic { !gotPixel && PAYLOAD_MAY -> gotPixel = 1; load(P[SLOT(f)]) }
#ifdef NO_RECHECK
        :: atomic { !got2 && SECOND_MAY -> got2 = 1; judgeUnlessMoreToLoad() }
#else
        :: atomic { !got2 && SECOND_MAY ->
            got2 = 1;
            rejected = S[SLOT(f)] != COMPLETE(f);
            judgeUnlessMoreToLoad() }
#endif
        od;
    od
}

init {
    atomic {
        run Reader(1);
        run Reader(0)
    }
}
