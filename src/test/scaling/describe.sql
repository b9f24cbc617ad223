-- InstanceChangesReader.CHANGES: DescribeInstanceTypeStatus, DescribeInstanceInternetStatus.
\set n random(0, :orders - 1)
SELECT i.instance_id, i.instance_name, i.instance_type, i.internet_max_bandwidth_out, i.traffic_package_size,
       o.change, o.to_value, o.effective_at,
       o.status = 'SCHEDULED' AND o.effective_at > clock_timestamp() AS is_cancellable
  FROM instance i
  LEFT JOIN downgrade_order o ON o.account_id = i.account_id AND o.instance_id = i.instance_id
       AND o.status IN ('SCHEDULED', 'PROCESSING')
 WHERE i.account_id = 'acct-' || 1000000 + :n / 100 AND i.instance_id = 'instance-' || 100000000 + :n;
