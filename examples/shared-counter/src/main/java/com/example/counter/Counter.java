package com.example.counter;

import java.sql.SQLException;

/** A number that all instances of the functions share. */
interface Counter {
    /** Adds to it, in one step whoever else adds at the same time, and returns the sum. */
    long add(long number) throws SQLException;
}
