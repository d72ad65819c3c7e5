package lab

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/probe"
)

// try is how an ability is tried, in a namespace that is thrown away, and what allows it where the kernel does not.
type try struct {
	name string
	do   func(ctx context.Context, ns *netns.Namespace) error
	cure string
}

// Diagnose tries each ability for real, inside the sandbox, in namespaces that it makes and drops. No lab sees of it.
func Diagnose(ctx context.Context) []Ability {
	var list []Ability
	for _, t := range tries() {
		a := Ability{Name: t.name, OK: true}
		if err := t.run(ctx); err != nil {
			a = Ability{Name: t.name, Why: reason(t.name, err), Cure: t.cure}
		}
		list = append(list, a)
	}
	return list
}

func (t try) run(ctx context.Context) error {
	ns, err := netns.New()
	if err != nil {
		return err
	}
	return errors.Join(t.do(ctx, ns), ns.Close())
}

func reason(name string, err error) string {
	if errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.EPROTONOSUPPORT) {
		return "this kernel has no " + name
	}
	return err.Error()
}

func tries() []try {
	kind := func(kind string) func(context.Context, *netns.Namespace) error {
		return func(_ context.Context, ns *netns.Namespace) error { return kernel.TryKind(ns, kind) }
	}
	root := "sudo vethlab …, as root"
	return []try{
		{"user namespace", tryUserNamespace, "sudo sysctl -w user.max_user_namespaces=15000"},
		{"mounts", tryMount, root},
		{"namespaces", tryName, root},
		{"veth", kind("veth"), "sudo modprobe veth"},
		{"bridge", kind("bridge"), "sudo modprobe bridge"},
		{"vxlan", kind("vxlan"), "sudo modprobe vxlan"},
		{"macvlan", kind("macvlan"), "sudo modprobe macvlan"},
		{"vlan", kind("vlan"), "sudo modprobe 8021q"},
		{"dummy", kind("dummy"), "sudo modprobe dummy"},
		{"nftables", func(_ context.Context, ns *netns.Namespace) error { return kernel.TryNFTables(ns) }, "sudo modprobe nf_tables"},
		{"icmp", tryPing, root},
		{"capture", tryCapture, "sudo modprobe af_packet"},
		{"sysctl", trySysctl, root},
		{"docker", tryDocker, "sudo apt install docker.io"},
	}
}

func tryUserNamespace(context.Context, *netns.Namespace) error {
	c := exec.Command("/proc/self/exe", "--version")
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  unix.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}},
	}
	return c.Run()
}

func tryMount(context.Context, *netns.Namespace) error {
	folder, err := os.MkdirTemp("/run", "try-")
	if err != nil {
		return err
	}
	defer os.Remove(folder)
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, ""); err != nil {
		return fmt.Errorf("mount a tmpfs: %w", err)
	}
	return unix.Unmount(folder, 0)
}

// tryName gives the namespace a name, though not in the folder of the names: a lab would see it.
func tryName(_ context.Context, ns *netns.Namespace) error {
	const name = "/run/try-name"
	if err := ns.Bind(name); err != nil {
		return err
	}
	return netns.Unbind(name)
}

func tryPing(ctx context.Context, ns *netns.Namespace) error {
	k := kernel.New(ns)
	if err := errors.Join(setUpLo(ctx, k, ns), k.Close()); err != nil {
		return err
	}
	answered := false
	to := probe.Echo{To: netip.MustParseAddr("127.0.0.1"), Count: 1, Wait: time.Second}
	err := probe.Run(ctx, ns, to, func(r Reply) { answered = r.Outcome == probe.Answered })
	if err == nil && !answered {
		err = errors.New("no answer from 127.0.0.1")
	}
	return err
}

func tryCapture(_ context.Context, ns *netns.Namespace) error {
	return ns.Do(func() error {
		fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("open a packet socket: %w", err)
		}
		return unix.Close(fd)
	})
}

func trySysctl(_ context.Context, ns *netns.Namespace) error {
	return ns.Do(func() error { return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0) })
}

func tryDocker(context.Context, *netns.Namespace) error {
	for _, program := range []string{"dockerd", "docker"} {
		if _, err := exec.LookPath(program); err != nil {
			return errors.New("the Docker Engine is not installed: there is no " + program)
		}
	}
	return nil
}
