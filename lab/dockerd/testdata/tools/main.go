// Command tools is the program of the images that the tests run: what it does is its name, or its first word after that.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

func main() {
	words := append([]string{filepath.Base(os.Args[0])}, os.Args[1:]...)
	if words[0] == "sh" && len(words) > 1 {
		words = words[1:]
	}
	switch words[0] {
	case "sh":
		fmt.Println("a shell")
	case "links":
		list, err := net.Interfaces()
		check(err)
		for _, l := range list {
			fmt.Println(l.Name)
		}
	case "cat":
		_, err := io.Copy(os.Stdout, os.Stdin)
		check(err)
	case "sleep":
		time.Sleep(time.Hour)
	case "fill":
		f, err := os.Create("/full")
		check(err)
		for err == nil {
			_, err = f.Write(make([]byte, 1<<20))
		}
		fmt.Println(err)
	default:
		check(fmt.Errorf("unknown tool %q", words[0]))
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
