# the types of a rule as a route's: abbreviated, by other names, by number
for type in prohib black bla b bl un u unr unreach brd x any anyc throw thr local loc nat multi m uni br 7 7x " 7" +7 none; do
  for before in "" type; do
    echo "# $before $type"
    ip rule add from 10.9.0.0/16 pref 100 $before "$type"; echo $?
    ip rule show pref 100
    ip rule del pref 100
  done
done
ip rule add pref 5 uni table 5; echo $?
ip rule add pref 6 unreachable
ip rule
ip rule del unreach; echo $?
ip rule del type bla; echo $?
ip rule
