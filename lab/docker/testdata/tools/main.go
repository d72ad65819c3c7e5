// The programs of the image that the tests run: a few words of a Unix system in one static binary, called by its name.
package main

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	args := os.Args[1:]
	switch filepath.Base(os.Args[0]) {
	case "echo":
		fmt.Println(strings.Join(args, " "))
	case "complain":
		fmt.Println("to one")
		fmt.Fprintln(os.Stderr, "to two")
	case "cat":
		io.Copy(os.Stdout, os.Stdin)
	case "exit":
		n, _ := strconv.Atoi(args[0])
		os.Exit(n)
	case "env":
		for _, v := range os.Environ() {
			fmt.Println(v)
		}
	case "hostname":
		name, _ := os.Hostname()
		fmt.Println(name)
	case "pwd":
		dir, _ := os.Getwd()
		fmt.Println(dir)
	case "size":
		size := make(chan os.Signal, 1)
		signal.Notify(size, syscall.SIGWINCH)
		fmt.Println("ready")
		<-size
		fmt.Println("resized")
	case "deaf": // to SIGINT, as the first process of a container is to what it has no handler for
		signal.Ignore(syscall.SIGINT)
		fmt.Println("ready")
		time.Sleep(time.Hour)
	case "sleep", "sh":
		time.Sleep(time.Hour)
	case "wait": // for SIGINT or SIGTERM
		ended := make(chan os.Signal, 1)
		signal.Notify(ended, syscall.SIGINT, syscall.SIGTERM)
		fmt.Println("waiting")
		if <-ended == syscall.SIGINT {
			os.Exit(42)
		}
	}
}
