// Package sandboxtest runs a package's tests inside a fresh sandbox, where they may do what they like to the network.
package sandboxtest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"vethlab/lab/sandbox"
)

// Main is for a package's TestMain: it runs the test binary anew inside a sandbox, and ends with its status. A machine that allows
// none leaves the tests out, but fails where CI is set.
func Main(m *testing.M) {
	if !enter(m) {
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// MainAnywhere is as Main, but runs the tests outside where the machine allows no sandbox. Those that need one call [Need].
func MainAnywhere(m *testing.M) {
	enter(m)
	os.Exit(m.Run())
}

// Need leaves a test out that is in no sandbox.
func Need(t testing.TB) {
	t.Helper()
	if os.Getpid() != 1 {
		t.Skip("this machine allows no sandbox")
	}
}

// AsRoot tells whether the sandbox is root's: that of an ordinary user maps one id.
func AsRoot(t testing.TB) bool {
	t.Helper()
	text, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), " ") == "0 0 4294967295"
}

// enter returns inside a sandbox, true, or outside where there can be none, false.
func enter(m *testing.M) bool {
	if fuzzing() {
		// The fuzzer's processes talk over files that a sandbox would close; what is fuzzed here needs no kernel.
		flag.Set("test.run", "^$")
		os.Exit(m.Run())
	}
	inside, status, err := sandbox.Enter()
	switch {
	case err != nil && os.Getenv("CI") == "":
		fmt.Printf("no sandbox: %v\n", err)
		return false
	case err != nil:
		fmt.Printf("no sandbox: %v\n", err)
		os.Exit(1)
	case !inside:
		os.Exit(status)
	}
	return true
}

func fuzzing() bool {
	flag.Parse()
	for _, name := range []string{"test.fuzz", "test.fuzzworker"} {
		if value := flag.Lookup(name).Value.String(); value != "" && value != "false" {
			return true
		}
	}
	return false
}
