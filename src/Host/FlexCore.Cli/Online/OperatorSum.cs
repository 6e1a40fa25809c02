using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Adds up what the operators of several partitions have done. Pure.</summary>
internal static class OperatorSum
{
    /// <summary>The sum. Of the lag it is the greatest, since that is how far the whole is behind; of the backlog, too, because each partition reads the same topic.</summary>
    /// <param name="partitions">The partitions' answers, at least one.</param>
    public static OperatorsInfo Of(IReadOnlyList<OperatorsInfo> partitions) => new(
        partitions.Max(answer => answer.At),
        [
            .. partitions.SelectMany(answer => answer.Operators)
                .GroupBy(info => info.Name, StringComparer.Ordinal)
                .Select(group => group.Aggregate(Add)),
        ],
        new LagInfo(
            partitions.Max(answer => answer.Lag.LatencySeconds),
            partitions.Max(answer => answer.Lag.AgeSeconds),
            partitions.Max(answer => answer.Lag.BacklogRecords),
            partitions.Max(answer => answer.Lag.BacklogBytes)));

    private static OperatorInfo Add(OperatorInfo one, OperatorInfo other) => one with
    {
        RecordsIn = one.RecordsIn + other.RecordsIn,
        RecordsOut = one.RecordsOut + other.RecordsOut,
        Errors = one.Errors + other.Errors,
        BusySeconds = one.BusySeconds + other.BusySeconds,
        BackPressuredSeconds = one.BackPressuredSeconds + other.BackPressuredSeconds,
        IdleSeconds = one.IdleSeconds + other.IdleSeconds,
        QueueDepth = one.QueueDepth + other.QueueDepth,
        QueueCapacity = one.QueueCapacity + other.QueueCapacity,
    };
}
