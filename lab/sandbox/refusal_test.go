//go:build linux

package sandbox

import (
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/explain"
)

// TestRefusals holds the cause and the cure for what machines refuse that a test cannot bring about.
func TestRefusals(t *testing.T) {
	sysctls := func(set ...string) func(string) string {
		return func(path string) string {
			for i := 0; i < len(set); i += 2 {
				if set[i] == path {
					return set[i+1]
				}
			}
			return ""
		}
	}
	words, err := explain.Read()
	if err != nil {
		t.Fatal(err)
	}
	ubuntu := sysctls("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel/unprivileged_userns_clone", "1")
	for _, test := range []struct {
		name      string
		on        machine
		call      string // empty: clone
		number    unix.Errno
		why, cure string
	}{
		{"Debian that forbids", machine{sysctl: sysctls("kernel/unprivileged_userns_clone", "0")}, "", unix.EPERM,
			"kernel.unprivileged_userns_clone is 0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
		{"no user namespaces", machine{sysctl: sysctls("user/max_user_namespaces", "0")}, "", unix.ENOSPC,
			"user.max_user_namespaces is 0", "sudo sysctl -w user.max_user_namespaces=15000"},
		{"all user namespaces taken", machine{sysctl: sysctls()}, "", unix.ENOSPC, "nested too deep", "sudo sysctl -w user."},
		{"full", machine{sysctl: sysctls()}, "", unix.EAGAIN, "full of processes", "ulimit -u"},
		{"small kernel", machine{root: true, sysctl: sysctls()}, "", unix.EINVAL, "built without", "CONFIG_NET_NS"},
		{"Ubuntu at clone", machine{sysctl: ubuntu}, "", unix.EPERM, "AppArmor restricts", "apparmor_restrict_unprivileged_userns=0"},
		{"Ubuntu inside", machine{profile: "unconfined", sysctl: ubuntu}, "make / private", unix.EACCES, "AppArmor restricts",
			"apparmor_restrict_unprivileged_userns=0"},
		{"Ubuntu's root", machine{root: true, seccomp: true, sysctl: ubuntu}, "", unix.EPERM, "seccomp", "--privileged"},
		{"container, ordinary user", machine{seccomp: true, sysctl: sysctls()}, "", unix.EPERM, "seccomp", "seccomp=unconfined"},
		{"container without a filter", machine{root: true, sysctl: sysctls()}, "", unix.EPERM, "CAP_SYS_ADMIN", "--privileged"},
		{"container with a profile", machine{root: true, profile: "docker-default (enforce)", sysctl: sysctls()}, "make / private",
			unix.EACCES, "profile docker-default", "apparmor=unconfined"},
		{"masked proc", machine{root: true, sysctl: sysctls()}, "mount proc on /proc", unix.EPERM, "masked", "systempaths=unconfined"},
		{"masked sys", machine{sysctl: sysctls()}, "mount sysfs on /sys", unix.EPERM, "masked", "systempaths=unconfined"},
		{"filter of mounts", machine{seccomp: true, sysctl: sysctls()}, "mount tmpfs on /run", unix.EPERM, "seccomp",
			"seccomp=unconfined"},
		{"no tmpfs", machine{sysctl: sysctls()}, "mount tmpfs on /run", unix.ENODEV, "built without", "CONFIG_TMPFS"},
		{"no /run", machine{sysctl: ubuntu}, "mount tmpfs on /run", unix.ENOENT, "not for lack of rights", "/run"},
		{"unknown", machine{sysctl: sysctls()}, "set lo up", unix.EPERM, "does not allow it", "sudo vethlab"},
	} {
		why, cure := test.on.refusesClone(test.number)
		if test.call != "" {
			why, cure = test.on.refusesSetUp(test.call, test.number)
		}
		if said := words.Said(why, "zh"); said == why {
			t.Errorf("no Chinese on %s: %q", test.name, why)
		}
		if !strings.Contains(why, test.why) || !strings.Contains(cure, test.cure) {
			t.Errorf("unexpected words on %s: want %q and %q, got %q and %q", test.name, test.why, test.cure, why, cure)
		}
	}
}
