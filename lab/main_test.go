//go:build linux

package lab

import (
	"testing"

	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.Main(m) }
