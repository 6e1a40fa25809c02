using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Messaging;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Problems;

/// <summary>
/// What a fault means to the client. Messages of our own exceptions are written for people and carry no SQL and no stack;
/// anything else becomes <c>internal</c> with a correlation id, and the log has the rest.
/// </summary>
internal static class FaultMap
{
    private const int RetrySeconds = 1;

    /// <summary>The problem to answer, or <see langword="null"/> for a fault that the API does not know.</summary>
    /// <param name="fault">What was thrown.</param>
    public static Problem? Find(Exception fault) => fault switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => OfServer(bad),
        InvalidIdentifierException name => new Problem(ProblemCodes.BadName, name.Message),
        FeedCursorException cursor => new Problem(ProblemCodes.BadCursor, cursor.Message),
        ScavengedException gone => new Problem(ProblemCodes.Scavenged, gone.Message),
        UnknownEventException unknown => new Problem(ProblemCodes.EventNotReadable, $"{unknown.Message} Read the stream with form=stored to see it, and mend the declaration of its type."),
        MasterKeyException key => new Problem(ProblemCodes.PersonalDataUnavailable, key.Message),
        JournalException store => OfStore(store),

        // An entity that could not commit says so with the store's own error inside, and only that one knows whether anything was kept.
        EntityFailedException { InnerException: JournalException store } => OfStore(store),
        AskTimeoutException => new Problem(ProblemCodes.OutcomeUnknown, "No answer came in time: what was sent may or may not be there. Send it again with the same idempotency key.") { RetryAfterSeconds = RetrySeconds },
        EntityFailedException failed => new Problem(ProblemCodes.EntityFailed, $"Entity '{failed.Id}' could not do it; the node's log says why. Try again.") { RetryAfterSeconds = RetrySeconds },
        CommandFailedException half => OfCommand(half),
        ObjectDisposedException or OperationCanceledException => new Problem(ProblemCodes.Stopping, "The node is stopping. Try again after its restart.") { RetryAfterSeconds = RetrySeconds },
        _ => null,
    };

    // What is done stays done, and only the cause says whether to try again.
    private static Problem OfCommand(CommandFailedException half) => (half.InnerException is { } cause ? Find(cause) : null) is { } known
        ? known with { Detail = $"{known.Detail} {EntityEffect.Told(half.Effects)}" }
        : new Problem(ProblemCodes.CommandIncomplete, $"The command '{half.CommandId}' failed half-way; the node's log says why. {EntityEffect.Told(half.Effects)}");

    private static Problem OfStore(JournalException fault) => fault switch
    {
        JournalOverloadedException => new Problem(ProblemCodes.Overloaded, "Too much waits to be written. Try again after the given time.") { RetryAfterSeconds = RetrySeconds },
        JournalOutcomeUnknownException => new Problem(ProblemCodes.OutcomeUnknown, "The store failed while committing: what was sent may or may not be there. Send it again with the same idempotency key.") { RetryAfterSeconds = RetrySeconds },
        { IsFull: true } => new Problem(ProblemCodes.StorageFull, "There is no room left where the node keeps its data: on the disk of its data folder or of its database. Nothing was changed, and nothing acknowledged is lost. Free disk space there, then send it again.") { RetryAfterSeconds = RetrySeconds },
        _ => new Problem(ProblemCodes.StorageUnavailable, "The store cannot be read or written now; the node's log says why. Nothing was changed."),
    };

    private static Problem OfServer(BadHttpRequestException bad) => bad.StatusCode switch
    {
        408 => new Problem(ProblemCodes.RequestTimeout, "The body came too slowly. Send it faster, or in smaller requests."),
        413 => new Problem(ProblemCodes.BodyTooLarge, "The body is larger than this route takes. Send it in several requests."),
        431 => new Problem(ProblemCodes.HeadersTooLarge, "The headers are too many or too large. Send fewer."),
        _ => new Problem(ProblemCodes.MalformedRequest, "The request cannot be read as HTTP: its body ended early or its framing is wrong."),
    };
}
