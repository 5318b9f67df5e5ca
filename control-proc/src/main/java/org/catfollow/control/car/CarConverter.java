package org.catfollow.control.car;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --car}, in each process that has to do with the car. */
public final class CarConverter implements ITypeConverter<CarKind> {
    @Override
    public CarKind convert(String value) {
        return CarKind.of(value)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "no car is called '"
                                                + value
                                                + "'; expected one of: "
                                                + CarKind.allFlagValues()));
    }
}
