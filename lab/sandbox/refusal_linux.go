package sandbox

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// cloneRefused tells why new namespaces were refused.
func cloneRefused(err error) error {
	var number unix.Errno
	if !errors.As(err, &number) {
		return fmt.Errorf("start a sandbox: %w", err)
	}
	r := &Refusal{Call: "clone", Err: number}
	switch {
	case number == unix.ENOSPC || number == unix.EUSERS:
		r.Why, r.Cure = tooMany()
	case number == unix.EINVAL:
		r.Why = "this kernel was built without some kind of namespace"
		r.Cure = "use a kernel with CONFIG_USER_NS, CONFIG_NET_NS and CONFIG_PID_NS"
	case sysctl("kernel/unprivileged_userns_clone") == "0":
		r.Why = "kernel.unprivileged_userns_clone is 0: ordinary users may not make user namespaces"
		r.Cure = "sudo sysctl -w kernel.unprivileged_userns_clone=1"
	case restrictedByAppArmor():
		r.Why, r.Cure = appArmor()
	case seccomp():
		r.Why = "a seccomp filter refuses new namespaces, as in a plain container"
		r.Cure = "docker run --privileged …, or --security-opt seccomp=unconfined --security-opt systempaths=unconfined …"
	case os.Geteuid() == 0:
		r.Why = "root here lacks CAP_SYS_ADMIN"
		r.Cure = "docker run --privileged …, or --cap-add SYS_ADMIN --security-opt systempaths=unconfined …"
	default:
		r.Why = "this machine lets ordinary users make no namespaces"
		r.Cure = "sudo vethlab …, as root"
	}
	return r
}

// tooMany tells which limit on namespaces was reached.
func tooMany() (why, cure string) {
	for _, kind := range []string{"user", "net", "mnt", "pid", "uts", "ipc"} {
		name := "user.max_" + kind + "_namespaces"
		if sysctl("user/max_"+kind+"_namespaces") == "0" {
			return name + " is 0: no such namespace may be made", "sudo sysctl -w " + name + "=15000"
		}
	}
	return "there are as many namespaces as user.max_*_namespaces allow, or they are nested too deep",
		"sudo sysctl -w user.max_user_namespaces=15000 user.max_net_namespaces=15000 user.max_mnt_namespaces=15000"
}

// setUpRefused tells why something was refused inside new namespaces.
func setUpRefused(call string, number unix.Errno) error {
	r := &Refusal{Call: call, Err: number}
	switch {
	case restrictedByAppArmor():
		r.Why, r.Cure = appArmor()
	case strings.HasPrefix(call, "mount proc"), strings.HasPrefix(call, "mount sysfs"):
		r.Why = "parts of /proc or /sys are masked here, as in a plain container: then no new one may be mounted"
		r.Cure = "docker run --privileged …, or --security-opt systempaths=unconfined …"
	case seccomp():
		r.Why = "a seccomp filter refuses it, as in a plain container"
		r.Cure = "docker run --privileged …, or --security-opt seccomp=unconfined …"
	default:
		r.Why = "this machine does not allow it inside a user namespace"
		r.Cure = "sudo vethlab …, as root"
	}
	return r
}

func appArmor() (why, cure string) {
	return "AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1, as in Ubuntu 24.04)",
		"sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
}

func restrictedByAppArmor() bool {
	return os.Geteuid() != 0 && sysctl("kernel/apparmor_restrict_unprivileged_userns") == "1"
}

// sysctl is the value of a file of /proc/sys, empty if there is none.
func sysctl(path string) string {
	text, err := os.ReadFile("/proc/sys/" + path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// seccomp tells whether a filter is on this process (proc(5), status).
func seccomp() bool {
	text, err := os.ReadFile("/proc/self/status")
	return err == nil && strings.Contains(string(text), "\nSeccomp:\t2\n")
}
