package org.catfollow.control.motion;

/**
 * Turns fractions of the picture into angles, for a camera without distortion (pinhole): an angle a from
 * the axis lies tan(a) / tan(field / 2) half pictures from the centre.
 */
final class FieldOfView {
    private final double horizontalTangent;
    private final double verticalTangent;

    FieldOfView(double horizontalDegrees, double verticalDegrees) {
        horizontalTangent = Math.tan(Math.toRadians(horizontalDegrees / 2));
        verticalTangent = Math.tan(Math.toRadians(verticalDegrees / 2));
    }

    double rightDegrees(double fractionOfWidth) {
        return Math.toDegrees(Math.atan(2 * fractionOfWidth * horizontalTangent));
    }

    double upDegrees(double fractionOfHeight) {
        return Math.toDegrees(Math.atan(2 * fractionOfHeight * verticalTangent));
    }
}
