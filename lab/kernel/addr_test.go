//go:build linux

package kernel_test

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// The goldens are what iproute2 6.1.0 prints; package shell's parity test compares many more with it.

func TestAddresses(t *testing.T) {
	golden.RequireEqual(t, newWorld(t).transcript("testdata/addresses.sh"))
}

func TestRoutes(t *testing.T) {
	golden.RequireEqual(t, newWorld(t).transcript("testdata/routes.sh"))
}

func TestNeighbours(t *testing.T) {
	golden.RequireEqual(t, newWorld(t).transcript("testdata/neighbours.sh"))
}
