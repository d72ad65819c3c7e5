//go:build linux

package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

const enter = "\r"

// TestWholeLesson goes through the whole lesson as a newcomer would, who presses nothing but enter.
func TestWholeLesson(t *testing.T) {
	needLab(t)
	m := open(t, 80, 24, exec.Command(program()))
	m.shows("veth", "enter")
	m.send(enter)
	screen := m.shows("host", "lo")
	last := ""
	for presses := 0; presses < 200; presses++ {
		if strings.Contains(screen, "192.168.5.3") && last == "" {
			last = "addresses"
		}
		m.send(enter)
		before := screen
		screen = m.until("a change after enter", func(s string) bool { return s != before })
		if done := strings.Contains(screen, "Your turn"); done {
			if last == "" {
				t.Errorf("no address was ever shown")
			}
			m.send("q")
			m.shows("veth", "min")
			m.send("q")
			if got := m.status(); got != 0 {
				t.Errorf("want exit status 0, got %d", got)
			}
			return
		}
	}
	t.Fatalf("the end of the lesson was not reached; screen:\n%s", screen)
}

// TestRealChange changes the lab by a real `ip` that runs at the prompt: the drawing follows the kernel.
func TestRealChange(t *testing.T) {
	needLab(t)
	ip, err := exec.LookPath("/usr/sbin/ip")
	if err != nil {
		need(t, "iproute2 is not installed")
	}
	m := open(t, 120, 40, exec.Command(program(), "run", "veth"))
	m.shows("▶ host")
	m.send(":" + ip + " netns add other" + enter)
	m.shows("╭", "other ─")
	m.send(ip + " link add left type veth peer name right netns other" + enter)
	m.shows("left", "right")
	m.send(ip + " netns del other" + enter)
	m.until("drawing without other", func(s string) bool { return !strings.Contains(s, "other ─") })
}

// TestResize changes the size while the lesson runs: no row is ever wider than the terminal, and nothing is lost.
func TestResize(t *testing.T) {
	needLab(t)
	m := open(t, 120, 40, exec.Command(program(), "run", "veth"))
	m.shows("▶ host")
	for _, size := range [][2]int{{80, 24}, {60, 18}, {250, 70}, {61, 33}, {140, 45}} {
		m.resize(size[0], size[1])
		m.send(enter)
		m.until(fmt.Sprintf("right screen at %v", size), func(s string) bool {
			rows := strings.Split(strings.TrimRight(s, "\n"), "\n")
			whole := strings.Count(s, "╭") == strings.Count(s, "╯") && strings.Contains(s, "╭")
			for _, row := range rows {
				whole = whole && ansi.StringWidth(row) <= size[0]
			}
			return whole && strings.Contains(rows[0], "vethlab")
		})
	}
	m.resize(50, 10)
	m.shows("60x18")
	m.resize(80, 24)
	m.shows("▶ host")
}

// TestNoColour holds that no colour is written with NO_COLOR, whatever its value.
func TestNoColour(t *testing.T) {
	needLab(t)
	colour := regexp.MustCompile(`[\[;](3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]`)
	for _, value := range []string{"1", "yes", "false"} {
		c := exec.Command(program(), "run", "veth")
		c.Env = environment(t, "NO_COLOR="+value, "COLORTERM=truecolor")
		m := open(t, 80, 24, c)
		m.shows("▶ host")
		m.send("q")
		m.shows("min")
		m.send("q")
		m.status()
		for _, sgr := range regexp.MustCompile("\x1b\\[[0-9;:]*m").FindAllString(m.bytes(), -1) {
			if colour.MatchString(sgr) {
				t.Errorf("NO_COLOR=%s: colour %q", value, sgr)
			}
		}
	}
}

// TestEastAsianWidth holds that the variable that breaks borders elsewhere does nothing here.
func TestEastAsianWidth(t *testing.T) {
	needLab(t)
	var screens []string
	for _, extra := range []string{"LANG=zh_CN.UTF-8", "RUNEWIDTH_EASTASIAN=1"} {
		c := exec.Command(program(), "run", "veth", "--lang", "zh")
		c.Env = environment(t, "LANG=zh_CN.UTF-8", extra)
		m := open(t, 80, 24, c)
		screens = append(screens, m.shows("host", "╭", "╯", "q 返回"))
	}
	if screens[0] != screens[1] {
		t.Errorf("unexpected screen with RUNEWIDTH_EASTASIAN\nwant:\n%s\ngot:\n%s", screens[0], screens[1])
	}
}

// TestScreenWithoutLab shows the recording, marked, with the cause.
func TestScreenWithoutLab(t *testing.T) {
	needLab(t)
	m := open(t, 120, 40, withoutLab(t, "run", "veth"))
	m.shows("recording", "max_net_namespaces", "host")
	m.send(enter)
	m.shows("test0")
	m.send("q")
	m.shows("min")
	m.send("q")
	if got := m.status(); got != 0 {
		t.Errorf("want exit status 0, got %d", got)
	}
}
