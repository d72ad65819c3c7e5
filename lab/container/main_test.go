//go:build linux

package container

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox/sandboxtest"
)

// The test binary is also the programs of the containers that it starts.
func TestMain(m *testing.M) {
	begun := Init()
	name := filepath.Base(os.Args[0])
	if run := programs(begun)[name]; run != nil {
		if name != "late" {
			begun()
		}
		os.Exit(run(os.Args[1:]))
	}
	sandboxtest.Main(m)
}

func programs(begun func()) map[string]func(words []string) int {
	return map[string]func([]string) int{
		"wait": func([]string) int {
			signals := make(chan os.Signal, 1)
			signal.Notify(signals, syscall.SIGTERM)
			<-signals
			return 143
		},
		"say": func(words []string) int {
			fmt.Println(words[0])
			fmt.Fprintln(os.Stderr, "to stderr")
			return 3
		},
		"spoil": func(words []string) int {
			status := 0
			for _, path := range words {
				if spoil(path) {
					fmt.Println("written to", path)
					status = 1
				}
			}
			return status
		},
		"copy": func([]string) int {
			_, _ = io.Copy(os.Stdout, os.Stdin)
			return 0
		},
		"show": func(words []string) int {
			text, err := os.ReadFile(words[0])
			if err != nil {
				fmt.Println(err)
				return 1
			}
			os.Stdout.Write(text)
			return 0
		},
		"lookup": func(words []string) int {
			list, err := (&net.Resolver{PreferGo: true}).LookupHost(context.Background(), words[0])
			if err != nil {
				fmt.Println(err)
				return 1
			}
			fmt.Println(list[0])
			return 0
		},
		"dial": func(words []string) int {
			c, err := net.Dial("tcp", words[0])
			if err != nil {
				fmt.Println(err)
				return 1
			}
			defer c.Close()
			_, _ = io.Copy(os.Stdout, c)
			return 0
		},
		"greet": func(words []string) int { return greet(words[0], func() {}) },
		"late": func(words []string) int {
			// A server that is slow.
			<-time.After(100 * time.Millisecond)
			return greet(words[0], begun)
		},
	}
}

// greet serves who it is.
func greet(address string, begun func()) int {
	l, err := net.Listen("tcp4", address)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	begun()
	for {
		c, err := l.Accept()
		if err != nil {
			return 1
		}
		name, _ := os.Hostname()
		fmt.Fprintf(c, "I am %s\n", name)
		c.Close()
	}
}

// spoiled is the name of a file that is not to be.
const spoiled = "vethlab-test-spoiled"

// spoil tries to write to a file, or in a folder, also after it has mounted it otherwise.
func spoil(path string) bool {
	for _, flags := range []uintptr{0, unix.MS_BIND, unix.MS_BIND | unix.MS_NOSUID | unix.MS_NODEV} {
		// It may be refused, which is what is tried.
		_ = unix.Mount("", path, "", unix.MS_REMOUNT|flags, "")
		at, how := path, os.O_WRONLY
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			at, how = filepath.Join(path, spoiled), os.O_WRONLY|os.O_CREATE
		}
		if f, err := os.OpenFile(at, how, 0o644); err == nil {
			f.Close()
			return true
		}
	}
	return false
}

// open gives an engine in a fresh host.
func open(t testing.TB, c Config) *Builtin {
	t.Helper()
	host, err := netns.New()
	if err != nil {
		t.Fatal(err)
	}
	k := kernel.New(host)
	up, err := ipcmd.Parse([]string{"link", "set", "lo", "up"})
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := k.Run(t.Context(), host, up, io.Discard, os.Stderr); status != 0 {
		t.Fatal("lo stays down: status", status)
	}
	c.Kernel, c.Host = k, host
	for name := range programs(nil) {
		c.Names = append(c.Names, name)
	}
	e := New(c)
	k.SetContainers(e.Containers)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
		k.Close()
		host.Close()
	})
	return e
}
