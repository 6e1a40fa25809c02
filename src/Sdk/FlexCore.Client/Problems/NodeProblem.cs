using FlexCore.Client.Models;

namespace FlexCore.Client.Problems;

/// <summary>Why a node refused a call (RFC 9457).</summary>
public sealed record NodeProblem
{
    /// <summary>The stable kebab-case code.</summary>
    public required string Code { get; init; }

    /// <summary>The kind of problem in few words.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What is wrong with this call, and the remedy.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Names the call in the node's logs and events.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The field that is wrong, where one is.</summary>
    public string? Field { get; init; }

    /// <summary>The number of the record that is wrong, from 1, where one is.</summary>
    public long? Record { get; init; }

    /// <summary>How many seconds to wait before the next attempt, where the node says so.</summary>
    public long? RetryAfter { get; init; }

    /// <summary>The mistakes of a document.</summary>
    public IReadOnlyList<DocumentFinding> Diagnostics { get; init; } = [];
}
