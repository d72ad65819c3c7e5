//go:build linux

package netns

import (
	"runtime"
	"sync"
)

// Spare gives the Go runtime that many threads more to use. It keeps them, and takes them where it would start a thread: for
// it ends a program that gets none, as on a machine that is full of processes.
func Spare(threads int) {
	var all, done sync.WaitGroup
	all.Add(threads)
	for range threads {
		done.Go(func() {
			// A locked goroutine that waits holds its thread, so that each takes a new one.
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			all.Done()
			all.Wait()
		})
	}
	done.Wait()
}
