using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Decides who may do what with the event store. What is not allowed is refused.</summary>
/// <remarks>Asked once per call, before anything is read or written. Implementations are fast and thread-safe.</remarks>
public interface IEventAccess
{
    /// <summary>Decides.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="action">What for.</param>
    /// <param name="stream">The stream it is about, or <see langword="null"/> for all streams of the tenant.</param>
    /// <returns>Why it is refused, or <see langword="null"/> when it is allowed.</returns>
    Refusal? Check(SecurityContext security, EventAction action, EntityId? stream);
}
