cat <<EOF
lines $((1+1))
EOF
cat <<'EOF'
$not expanded
EOF
ip -br link show lo | while read name state rest; do echo "$name is $state"; done
cat <<< "one line"
cd /run/here; echo 'ip netns add inner' > script.sh; bash script.sh; ip netns list
bash -c 'ip netns add more; exit 5'; echo $?
env ip netns list
/bin/ip netns list
