package org.catfollow.detector.inference;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.Function;
import org.catfollow.runtime.StageFailure;

/** A model's file and its interpreter, with the memory of both; closed as one. One thread at a time. */
final class LoadedModel implements AutoCloseable {
    private final Arena arena;
    private final ModelFile file;
    private final TfliteInterpreter interpreter;

    private LoadedModel(Arena arena, ModelFile file, TfliteInterpreter interpreter) {
        this.arena = arena;
        this.file = file;
        this.interpreter = interpreter;
    }

    /**
     * Loads a model and makes something of it; where that is refused, all is closed again.
     *
     * @param maker takes the model over, and closes it later
     * @throws StageFailure (model) with what is wrong in one line
     */
    static <T> T open(Path path, int threads, boolean xnnpack, Function<LoadedModel, T> maker) {
        // Shared: the thread that stops a stage is not always the one that started it.
        Arena arena = Arena.ofShared();
        TfliteInterpreter interpreter = null;
        T made = null;
        try {
            ModelFile file = ModelFile.read(path, arena);
            interpreter = TfliteInterpreter.open(file, arena, threads, xnnpack);
            made = maker.apply(new LoadedModel(arena, file, interpreter));
            return made;
        } finally {
            if (made == null) {
                if (interpreter != null) {
                    interpreter.close();
                }
                arena.close();
            }
        }
    }

    /** Returns memory that lives as long as the model. */
    Arena arena() {
        return arena;
    }

    ModelFile file() {
        return file;
    }

    TfliteInterpreter interpreter() {
        return interpreter;
    }

    @Override
    public void close() {
        interpreter.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
