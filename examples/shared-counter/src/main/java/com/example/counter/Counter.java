package com.example.counter;

import java.sql.SQLException;

/** A number that all instances of the functions share. */
interface Counter {
    /** Adds to the number atomically and returns the sum. */
    long add(long number) throws SQLException;
}
