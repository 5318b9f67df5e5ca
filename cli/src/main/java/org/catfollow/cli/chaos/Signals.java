package org.catfollow.cli.chaos;

import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/** kill(2): to start a program for each signal would choose the instants for us. Linux's numbers. */
public final class Signals {
    public static final int KILL = 9;
    public static final int CONTINUE = 18;
    public static final int STOP = 19;

    private Signals() {}

    /** Sends a signal; returns whether the process was there. */
    public static boolean send(long pid, int signal) {
        // 0 and negative ones mean groups, 1 is init: never ours.
        return pid > 1 && new Syscall(Call.KILL).call(pid, signal, 0, 0, 0) == 0;
    }
}
