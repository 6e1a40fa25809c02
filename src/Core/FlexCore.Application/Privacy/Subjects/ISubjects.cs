using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>The persons whose values are sealed in the log. Every call is decided by <see cref="EventStreams.IEventAccess"/> first. Thread-safe.</summary>
public interface ISubjects
{
    /// <summary>The most persons of one answer.</summary>
    const int LimitMax = 1_000;

    /// <summary>Lists persons by id.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="after">Only those behind this id; <see langword="null"/> for the first ones.</param>
    /// <param name="limit">The most wanted, 1 to <see cref="LimitMax"/>.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The keys cannot be read.</exception>
    ValueTask<NodeReply<SubjectPart>> ListAsync(NodeCall call, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>One person.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="subject">The person.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The person, or the refusal <c>subject-not-found</c>.</returns>
    /// <exception cref="JournalException">The keys cannot be read.</exception>
    ValueTask<NodeReply<SubjectView>> GetAsync(NodeCall call, string subject, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a person: destroys the key, then puts on record that it was done, by whom and why. Nothing that the key has sealed can be read any more, here at once and on other nodes when their
    /// kept keys end (<see cref="PrivacyOptions.KeyCacheTime"/>). The log stays as it is and verifies. Doing it again changes nothing, and puts on record what a crash left out.
    /// </summary>
    /// <param name="call">Who asks.</param>
    /// <param name="subject">The person.</param>
    /// <param name="reason">Why, at most 1,000 characters; or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <returns>The person as forgotten, or a refusal.</returns>
    /// <exception cref="JournalException">The key could not be destroyed, or that could not be put on record: do it again.</exception>
    ValueTask<NodeReply<SubjectView>> ForgetAsync(NodeCall call, string subject, string? reason, CancellationToken cancellationToken = default);
}
