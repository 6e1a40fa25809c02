namespace FlexCore.Api.Problems;

/// <summary>Why a request is not done, before it has a form on the wire.</summary>
/// <param name="Code">The stable code; it decides status and title, see <see cref="ProblemTable"/>.</param>
/// <param name="Detail">A sentence for a person: what is wrong, with the value, and what to do about it.</param>
internal sealed record Problem(string Code, string Detail)
{
    /// <summary>The field of the request that is wrong.</summary>
    public string? Field { get; init; }

    /// <summary>The record of the request that is wrong, from 1.</summary>
    public int? Record { get; init; }

    /// <summary>The line of the body, from 1.</summary>
    public long? Line { get; init; }

    /// <summary>The byte in the line, from 1.</summary>
    public long? Column { get; init; }

    /// <summary>When to try again, in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The methods that the path allows.</summary>
    public string? Allow { get; init; }

    /// <summary>The mistakes of a document, as finished JSON.</summary>
    public ReadOnlyMemory<byte> Diagnostics { get; init; }
}
