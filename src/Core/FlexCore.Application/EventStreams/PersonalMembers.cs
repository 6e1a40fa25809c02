namespace FlexCore.Application.EventStreams;

/// <summary>Which values of an event are about a person.</summary>
/// <param name="Subject">The person, by an id that says nothing by itself (it stays readable): 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit.</param>
/// <param name="Members">Where the values are in the event's data, as JSON pointers (RFC 6901), for example <c>/customer/email</c>; 1 to <see cref="MembersMax"/>.</param>
public sealed record PersonalMembers(string Subject, IReadOnlyList<string> Members)
{
    /// <summary>The most members of one event.</summary>
    public const int MembersMax = 100;
}
