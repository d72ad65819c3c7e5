package sandbox

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// machine is what tells why something was refused.
type machine struct {
	root    bool
	seccomp bool                     // a filter is on this process
	profile string                   // AppArmor's for this process: "unconfined", "docker-default (enforce)", empty without AppArmor
	sysctl  func(path string) string // a file of /proc/sys, empty if there is none
}

// thisMachine reads it of the process outside.
func thisMachine() machine {
	status, _ := os.ReadFile("/proc/self/status")
	profile, _ := os.ReadFile("/proc/self/attr/current")
	return machine{
		root: os.Geteuid() == 0,
		// A filter has the number 2 (proc(5), status).
		seccomp: strings.Contains(string(status), "\nSeccomp:\t2\n"),
		profile: strings.TrimRight(string(profile), "\n\x00"),
		sysctl: func(path string) string {
			text, _ := os.ReadFile("/proc/sys/" + path)
			return strings.TrimSpace(string(text))
		},
	}
}

// cloneRefused tells why new namespaces were refused.
func cloneRefused(err error) error {
	var number unix.Errno
	if !errors.As(err, &number) {
		return fmt.Errorf("start a sandbox: %w", err)
	}
	why, cure := thisMachine().refusesClone(number)
	return &Refusal{Call: "clone", Why: why, Cure: cure, Err: number}
}

// setUpRefused tells why something was refused inside new namespaces.
func setUpRefused(call string, number unix.Errno) error {
	why, cure := thisMachine().refusesSetUp(call, number)
	return &Refusal{Call: call, Why: why, Cure: cure, Err: number}
}

func (m machine) refusesClone(number unix.Errno) (why, cure string) {
	switch {
	case number == unix.ENOSPC || number == unix.EUSERS:
		return m.tooMany()
	case number == unix.EAGAIN || number == unix.ENOMEM:
		return "the machine, or its user, is full of processes", "ulimit -u unlimited, or end some of them"
	case number == unix.EINVAL:
		return "this kernel was built without some kind of namespace",
			"use a kernel with CONFIG_USER_NS, CONFIG_NET_NS, CONFIG_PID_NS, CONFIG_UTS_NS and CONFIG_IPC_NS"
	case m.sysctl("kernel/unprivileged_userns_clone") == "0" && !m.root:
		return "kernel.unprivileged_userns_clone is 0: ordinary users may not make user namespaces",
			"sudo sysctl -w kernel.unprivileged_userns_clone=1"
	case m.restricted():
		return restriction()
	case m.seccomp:
		return "a seccomp filter refuses new namespaces, as in a plain container",
			"docker run --privileged …, or --security-opt seccomp=unconfined --security-opt systempaths=unconfined …"
	case m.root:
		return "root here lacks CAP_SYS_ADMIN, as in a plain container",
			"docker run --privileged …, or --cap-add SYS_ADMIN --security-opt systempaths=unconfined …"
	}
	return "this machine lets ordinary users make no namespaces", "sudo vethlab …, as root"
}

// tooMany tells which limit on namespaces was reached.
func (m machine) tooMany() (why, cure string) {
	for _, kind := range []string{"user", "net", "mnt", "pid", "uts", "ipc"} {
		name := "user.max_" + kind + "_namespaces"
		if m.sysctl("user/max_"+kind+"_namespaces") == "0" {
			return name + " is 0: no such namespace may be made", "sudo sysctl -w " + name + "=15000"
		}
	}
	return "there are as many namespaces as user.max_*_namespaces allow, or they are nested too deep",
		"sudo sysctl -w user.max_user_namespaces=15000 user.max_net_namespaces=15000 user.max_mnt_namespaces=15000"
}

func (m machine) refusesSetUp(call string, number unix.Errno) (why, cure string) {
	denied := number == unix.EPERM || number == unix.EACCES
	switch {
	case number == unix.ENODEV:
		return "this kernel was built without that file system", "use a kernel with CONFIG_TMPFS, CONFIG_PROC_FS and CONFIG_SYSFS"
	case !denied:
		return "it is not for lack of rights", "make sure that /run, /proc and /sys are there, and that memory is left"
	case m.restricted():
		return restriction()
	case m.confined():
		name, _, _ := strings.Cut(m.profile, " ")
		return "AppArmor's profile " + name + " refuses it, as in a plain container",
			"docker run --privileged …, or --security-opt apparmor=unconfined --security-opt systempaths=unconfined …"
	case strings.HasPrefix(call, "mount proc"), strings.HasPrefix(call, "mount sysfs"):
		return "parts of /proc or /sys are masked here, as in a plain container: then no new one may be mounted",
			"docker run --privileged …, or --security-opt systempaths=unconfined …"
	case m.seccomp:
		return "a seccomp filter refuses it, as in a plain container",
			"docker run --privileged …, or --security-opt seccomp=unconfined …"
	case m.root:
		return "root here lacks a right that it takes, as in a plain container", "docker run --privileged …"
	}
	return "this machine does not allow it inside a user namespace", "sudo vethlab …, as root"
}

// restricted tells whether AppArmor lets ordinary users make user namespaces in which they may do nothing.
func (m machine) restricted() bool {
	return !m.root && m.sysctl("kernel/apparmor_restrict_unprivileged_userns") == "1"
}

func restriction() (why, cure string) {
	return "AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1, as in Ubuntu 24.04)",
		"sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
}

// confined tells whether a profile of AppArmor is enforced on this process.
func (m machine) confined() bool { return strings.HasSuffix(m.profile, "(enforce)") }
