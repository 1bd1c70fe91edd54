@echo off
rem Starts the local stack from the unpacked zip: see bin\run --help.
rem JAVA_HOME  the Java to run on, 17 or later; without it, the java of PATH
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -cp "%~dp0..\lib\*" scf.websocket.local.LocalMain %*
exit /b %ERRORLEVEL%
