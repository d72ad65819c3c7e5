//go:build linux

package container

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// capabilityNames are the kernel's, without CAP_, each at its number (capabilities(7)).
const capabilityNames = "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE " +
	"NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT " +
	"SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG " +
	"WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"

// defaultCapabilities are those that Docker leaves to a container (oci/caps/defaults.go).
const defaultCapabilities = "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE"

// allCapabilities is a set that keeps everything.
const allCapabilities = ^uint64(0)

// capabilities gives the set of a container: the default, with what was added and without what was dropped; all of a privileged one.
func capabilities(privileged bool, add, drop []string) (uint64, error) {
	if privileged {
		return allCapabilities, nil
	}
	set, err := capabilitySet(strings.Fields(defaultCapabilities))
	if err != nil {
		return 0, err
	}
	dropped, err := capabilitySet(drop)
	if err != nil {
		return 0, err
	}
	added, err := capabilitySet(add)
	return set&^dropped | added, err
}

func capabilitySet(words []string) (uint64, error) {
	numbers := map[string]int{}
	for i, name := range strings.Fields(capabilityNames) {
		numbers[name] = i
	}
	var set uint64
	for _, w := range words {
		name := strings.TrimPrefix(strings.ToUpper(w), "CAP_")
		n, ok := numbers[name]
		switch {
		case name == "ALL":
			set = allCapabilities
		case !ok:
			return 0, invalid("invalid capability: %q", w)
		default:
			set |= 1 << n
		}
	}
	return set, nil
}

// keepOnly gives up every capability that is not in the set, in all threads, for good. It is false where a library of C is in the
// process, whose threads cannot be reached: then only the calling thread has done so, and the program has to be executed anew.
func keepOnly(set uint64) (everywhere bool, err error) {
	if set == allCapabilities {
		return true, nil
	}
	_, _, missing := syscall.AllThreadsSyscall(unix.SYS_PRCTL, unix.PR_GET_NAME, uintptr(unsafe.Pointer(&[16]byte{})), 0)
	everywhere = missing == 0
	call := func(trap, a, b, c uintptr) error {
		do := syscall.AllThreadsSyscall
		if !everywhere {
			do = syscall.Syscall
		}
		if _, _, n := do(trap, a, b, c); n != 0 {
			return n
		}
		return nil
	}
	for n := range 64 {
		if set&(1<<n) != 0 {
			continue
		}
		if err := call(unix.SYS_PRCTL, unix.PR_CAPBSET_DROP, uintptr(n), 0); errors.Is(err, unix.EINVAL) {
			break // the kernel has no more
		} else if err != nil {
			return everywhere, os.NewSyscallError("prctl(PR_CAPBSET_DROP)", err)
		}
	}
	var now [2]unix.CapUserData
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	if err := unix.Capget(&header, &now[0]); err != nil {
		return everywhere, os.NewSyscallError("capget", err)
	}
	for i := range now {
		kept := now[i].Permitted & uint32(set>>(32*i))
		now[i] = unix.CapUserData{Effective: kept, Permitted: kept, Inheritable: 0}
	}
	if err := call(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&now[0])), 0); err != nil {
		return everywhere, os.NewSyscallError("capset", err)
	}
	return everywhere, nil
}

// give leaves the process only the set, and goes on as it. Where threads cannot be reached, the program takes its own place.
func give(set uint64) error {
	everywhere, err := keepOnly(set)
	if err != nil || everywhere {
		return err
	}
	// It has not begun yet: whoever waits for that goes on waiting.
	if _, err := unix.FcntlInt(reportFile, unix.F_SETFD, 0); err != nil {
		return os.NewSyscallError("fcntl", err)
	}
	return fmt.Errorf("execute anew: %w", unix.Exec(running, os.Args, append(os.Environ(), stage+"="+stageAgain)))
}
