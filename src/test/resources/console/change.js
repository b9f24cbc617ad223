/** What can be scheduled to become smaller; how each kind is called, cancelled and shown. */
const KINDS = {
  SPECIFICATION: {
    action: 'CancelInstanceDowngrade',
    title: 'Smaller size',
    keep: 'Keep the current size',
    what: 'size',
    show: (type) => type,
  },
  BANDWIDTH: {
    action: 'CancelInstanceBandwidthDowngrade',
    title: 'Less bandwidth',
    keep: 'Keep the current bandwidth',
    what: 'bandwidth',
    show: (mbps) => `${mbps} Mbps`,
  },
  TRAFFIC_PACKAGE: {
    action: 'CancelInstanceTrafficPackageDowngrade',
    title: 'Smaller traffic package',
    keep: 'Keep the current traffic package',
    what: 'traffic package',
    show: trafficPackage,
  },
};

/**
 * One kind of change as it stands now: `status` is `Enable` (nothing scheduled), `WaitToEnable` (can be cancelled) or `Processing` (too
 * late); `now` and `to` are what is shown.
 */
function change(kind, status, now, to, effectiveTime) {
  const { show, ...words } = KINDS[kind];
  return { kind, ...words, status, now: show(now), to: status === 'Enable' ? null : show(to), effectiveTime };
}

/** The three of an instance, from the answers of DescribeInstanceTypeStatus and DescribeInstanceInternetStatus. */
export function changesOf(type, internet) {
  return [
    change(
      'SPECIFICATION',
      type.modifiedInstanceTypeStatus,
      type.instanceType,
      type.modifiedInstanceType,
      type.effectiveTime,
    ),
    change(
      'BANDWIDTH',
      internet.modifiedBandwidthStatus,
      internet.internetMaxBandwidthOut,
      internet.modifiedInternetMaxBandwidthOut,
      internet.bandwidthEffectiveTime,
    ),
    change(
      'TRAFFIC_PACKAGE',
      internet.modifiedTrafficPackageStatus,
      internet.trafficPackageSize,
      internet.modifiedTrafficPackageSize,
      internet.trafficPackageEffectiveTime,
    ),
  ];
}

export function trafficPackage(tb) {
  return Number(tb) === 0 ? 'none' : `${tb} TB`;
}

export function isScheduled({ status }) {
  return status !== 'Enable';
}

export function isCancellable({ status }) {
  return status === 'WaitToEnable';
}
