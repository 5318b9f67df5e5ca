package org.catfollow.cli.doctor;

import java.util.List;
import java.util.function.Supplier;

/** What one of our own programs says when it is asked to try itself. */
public final class ProgramCheck implements Check {
    /**
     * How a program ended.
     *
     * @param code its exit code, 0 is well
     * @param line the last that it printed
     */
    public record Answer(int code, String line) {}

    private final String subject;
    private final String whatToDo;
    private final Supplier<Answer> ask;

    /**
     * Makes the check.
     *
     * @param whatToDo where it fails
     */
    public ProgramCheck(String subject, Supplier<Answer> ask, String whatToDo) {
        this.subject = subject;
        this.ask = ask;
        this.whatToDo = whatToDo;
    }

    @Override
    public List<Finding> look() {
        Answer answer = ask.get();
        if (answer.code() != 0) {
            return List.of(Finding.bad(subject, answer.line() + "; " + whatToDo));
        }
        // After the semicolon it says what is odd.
        return List.of(
                answer.line().contains("; ")
                        ? Finding.careful(subject, answer.line())
                        : Finding.ok(subject, answer.line()));
    }
}
