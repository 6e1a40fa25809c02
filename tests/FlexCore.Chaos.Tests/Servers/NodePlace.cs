namespace FlexCore.Chaos.Tests.Servers;

/// <summary>Where a node is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">Where it listens for other nodes.</param>
/// <param name="Door">Where other nodes are told to reach it; 0 for the port itself.</param>
/// <param name="DatabasePort">Where it finds the database.</param>
internal sealed record NodePlace(string Name, int Port, int Door, int DatabasePort)
{
    public string ClusterName { get; init; } = "chaos";

    public string? Folder { get; init; }

    /// <summary>The address on which it listens for other nodes.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Where the database is.</summary>
    public string DatabaseAddress { get; init; } = "127.0.0.1";

    /// <summary>The network namespace that is its host; <see langword="null"/> for this machine.</summary>
    public string? Host { get; init; }
}
