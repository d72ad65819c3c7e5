//go:build linux

package kernel_test

import (
	"testing"

	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.Main(m) }
