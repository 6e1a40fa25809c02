namespace FlexCore.Node;

/// <summary>What a command line says instead of the configuration.</summary>
public sealed record NodeOverrides
{
    /// <summary>The data folder, or <see langword="null"/> for the configured one.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The port, or <see langword="null"/> for the configured one.</summary>
    public int? Port { get; init; }
}
