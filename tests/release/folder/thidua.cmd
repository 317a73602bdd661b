@echo off
rem Double-click: the program. With words behind it, as in "thidua verify": one command, in this window.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHON=%~dp0python\python.exe"
chcp 65001 >nul
if not exist "%PYTHON%" goto zipped
if not "%~1"=="" goto command
if defined WT_SESSION goto here
rem Windows Terminal takes a semicolon for the end of a command.
if not "%PYTHON:;=%"=="%PYTHON%" goto window
where /q wt.exe || goto window
start "" wt.exe --title thidua -d "%USERPROFILE%" "%PYTHON%" -X utf8 -m thidua_tui.cli
exit /b 0

:window
title thidua
mode con: cols=120 lines=40 >nul 2>nul
:here
"%PYTHON%" -X utf8 -m thidua_tui.cli
rem Not "if errorlevel 1": what Windows itself ends leaves a number below zero.
if not "%errorlevel%"=="0" goto failed
exit /b 0

:failed
set "CODE=%errorlevel%"
pause
exit /b %CODE%

:command
"%PYTHON%" -X utf8 -m thidua_tui.cli %*
exit /b %errorlevel%

:zipped
echo.
echo  Chưa giải nén. Đóng cửa sổ này, nhấn chuột phải vào tệp .zip, chọn "Extract All...",
echo  rồi mở thidua trong thư mục vừa giải nén.
echo.
echo  Not unzipped yet. Close this window, right-click the .zip file, choose "Extract All...",
echo  then open thidua in the folder that you get.
echo.
pause
exit /b 2
