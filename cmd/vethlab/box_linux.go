package main

import (
	"os"

	"vethlab/lab/box"
	"vethlab/lab/container"
)

// asContainer carries out a container's program, if this process is one, and ends with its status.
func asContainer() {
	begun := container.Init()
	if status, ok := box.Main(os.Args, begun); ok {
		os.Exit(status)
	}
}
