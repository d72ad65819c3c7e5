//go:build linux

package main

import "testing"

// TestFirstProcess holds that the lab's first process is in its host, as whoever moves a link by a process's number takes it to be.
func TestFirstProcess(t *testing.T) {
	needLab(t)
	const script = `
ip link add v0 type veth peer name v1; ip netns add red; ip link set v0 netns red
ip -n red link set v0 netns 1; ip -o link show v0 | cut -d: -f2
ip link set v0 netns red; ip netns exec red ip link set v0 netns $$; ip -o link show v0 | cut -d: -f2
nsenter -t 1 -n ip -o link show v1 | cut -d: -f2
[ "$(readlink /proc/1/ns/net)" = "$(readlink /proc/self/ns/net)" ] && echo the same
cat /proc/1/comm
`
	const want = " v0@v1\n v0@v1\n v1@v0\nthe same\nvethlab\n"
	if r := play(t, "", "sh", "-c", script); r.status != 0 || r.out != want {
		t.Errorf("unexpected end: want %q, got %+v", want, r)
	}
}
