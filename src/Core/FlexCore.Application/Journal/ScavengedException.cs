using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>What was asked for was taken away by retention. It is no damage, and trying again does not help.</summary>
public sealed class ScavengedException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream, or topic.</param>
    /// <param name="wanted">The version, or position, that was asked for.</param>
    /// <param name="first">The first one that is still there.</param>
    public ScavengedException(EntityId stream, long wanted, long first)
        : base($"'{stream?.Key}' of kind '{stream?.Kind}' does not have {wanted} any more: retention has taken away everything before {first}. Go on from {first}, or look into the archive of this stream.")
    {
        ArgumentNullException.ThrowIfNull(stream);
        (Stream, First) = (stream, first);
    }

    /// <summary>The stream.</summary>
    public EntityId Stream { get; }

    /// <summary>The first version that is still there.</summary>
    public long First { get; }
}
