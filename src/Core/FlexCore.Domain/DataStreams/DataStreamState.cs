namespace FlexCore.Domain.DataStreams;

/// <summary>A data stream as its events have made it.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Tenant">Who owns it.</param>
/// <param name="Owner">The principal that defined it.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Definition">What it does; <see langword="null"/> while it is absent.</param>
/// <param name="Run">The newest run, or <see langword="null"/> before the first.</param>
public sealed record DataStreamState(
    DataStreamStatus Status,
    TenantId Tenant,
    string Owner,
    string Name,
    DataStreamDefinition? Definition,
    StreamRun? Run)
{
    /// <summary>The state before the first event.</summary>
    public static DataStreamState Absent { get; } = new(DataStreamStatus.Absent, TenantId.Default, "", "", null, null);
}
