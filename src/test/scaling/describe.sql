-- DowngradeOrderRepository.findInstanceChange: DescribeInstanceTypeStatus.
\set n random(0, :orders - 1)
SELECT i.*, o.account_id, o.order_number, o.change, o.effective_at, o.from_value, o.instance_id, o.status, o.to_value,
       coalesce(o.status = 'SCHEDULED' AND o.effective_at > current_timestamp, false)
  FROM instance i
  LEFT JOIN downgrade_order o ON o.account_id = i.account_id AND o.instance_id = i.instance_id
       AND o.change = 'SPECIFICATION' AND o.status IN ('SCHEDULED', 'PROCESSING')
 WHERE i.account_id = 'acct-' || 1000000 + :n / 100 AND i.instance_id = 'instance-' || 100000000 + :n;
