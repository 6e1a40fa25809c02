using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>Decides who may send which message. What is not allowed is refused.</summary>
/// <remarks>Asked once for each message, before its body is looked at. Implementations are fast and thread-safe.</remarks>
public interface IMessageAccess
{
    /// <summary>Decides.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="message">What for.</param>
    /// <returns>Why it is refused, or <see langword="null"/> when it is allowed.</returns>
    Refusal? Check(SecurityContext security, MessageDescription message);
}
