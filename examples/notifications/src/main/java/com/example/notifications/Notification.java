package com.example.notifications;

/** A text from one user to another. */
final class Notification {
    private final String to;
    private final String text;

    Notification(String to, String text) {
        this.to = to;
        this.text = text;
    }

    String to() {
        return to;
    }

    String text() {
        return text;
    }
}
