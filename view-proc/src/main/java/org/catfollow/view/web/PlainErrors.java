package org.catfollow.view.web;

import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a header that is too long: one line, nothing about us. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Answer.line(
                response, callback, status, HttpStatus.getMessage(status).toLowerCase(Locale.ROOT));
        return true;
    }
}
