using System.Text.Json;

namespace FlexCore.LoadGenerator;

/// <summary>What to send to a server on this machine.</summary>
public sealed record LoadPlan
{
    /// <summary>How plans and reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The server's port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>The requests, sent in turn by every connection.</summary>
    public required IReadOnlyList<LoadRequest> Requests { get; init; }

    /// <summary>How many connections send at the same time, each one request after the other.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>When to stop sending, in seconds; answers under way are still awaited.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>At most how many requests a second all connections send together; 0 for as many as are answered.</summary>
    public int RatePerSecond { get; init; }

    /// <summary>The part of the time at the beginning that no figure counts, in seconds: warm-up. Records sent in it count all the same.</summary>
    public double WarmUpSeconds { get; init; }

    /// <summary>Where the ids of the records are written whose request was answered with success, one a line; <see langword="null"/> for nowhere.</summary>
    public string? AcknowledgedFile { get; init; }
}
