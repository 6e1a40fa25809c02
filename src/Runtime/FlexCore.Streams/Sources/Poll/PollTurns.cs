using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Http;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>Turns pages: the address of a page, and the page after it. Holds no state.</summary>
/// <param name="plan">What the pipeline says.</param>
/// <param name="answers">Evaluates expressions.</param>
internal sealed class PollTurns(PollSourcePlan plan, PollAnswers answers)
{
    private readonly Uri _first = new(plan.Definition.Url.Text);

    private PollPages Pages => plan.Definition.Pages ?? new PollPages();

    /// <summary>The address of a page.</summary>
    /// <param name="at">The page.</param>
    public Uri AddressOf(PollPosition at)
    {
        if (at.Url is { } url)
        {
            return new Uri(url);
        }

        if (Pages.Number is { } number)
        {
            return With(number.Text, FormattableString.Invariant($"{Pages.First + at.Page}"));
        }

        return at.Cursor is { } cursor ? With(Pages.Parameter.Text, cursor) : _first;
    }

    /// <summary>The position with the cursor that a page gives, if the pipeline asks for one.</summary>
    /// <param name="at">The page that was read.</param>
    /// <param name="page">What it held.</param>
    public PollPosition WithCursor(PollPosition at, PollPage page) => Pages.Cursor is not null && NextOf(page) is { } cursor ? at with { Cursor = cursor } : at;

    /// <summary>The page after one, or <see langword="null"/> when it was the last one of the poll.</summary>
    /// <param name="asked">The page that was asked for.</param>
    /// <param name="read">The same with what was read of it.</param>
    /// <param name="page">What it held.</param>
    /// <param name="answer">The answer.</param>
    public PollPosition? After(PollPosition asked, PollPosition read, PollPage page, HttpAnswer answer)
    {
        if (plan.Definition.Pages is null || asked.Page + 1 >= Pages.Limit || (plan.Stop is { } stop && Coercion.ToBoolean(answers.Evaluate(stop, page.Cells, "stop"))))
        {
            return null;
        }

        var further = read with { Page = asked.Page + 1 };
        if (Pages.Number is not null)
        {
            return page.Records.Count > 0 ? further : null;
        }

        if (Pages.Cursor is not null)
        {
            // A cursor that stays where it is says that there is no more for now.
            return read.Cursor == asked.Cursor ? null : further;
        }

        var address = Pages.Link ? LinkHeader.Next(answer.Header("link")) : NextOf(page);
        return address is null ? null : further with { Url = Named(asked, address, answer) };
    }

    private string? NextOf(PollPage page)
    {
        if (plan.Next is not { } next)
        {
            return null;
        }

        var key = Pages.Cursor is null ? "next" : "cursor";
        var value = answers.Evaluate(next, page.Cells, key);
        var text = value switch
        {
            { IsNullish: true } => string.Empty,
            { IsString: true } => value.AsString(),
            { IsNumber: true } => value.ToString(),
            _ => throw new StreamException("poll-failed", $"The expression '{key}' gives {value} instead of a text or a number. Correct it."),
        };
        return text.Length == 0 ? null : text;
    }

    // An answer must not send the pipeline, and the secrets in its headers, elsewhere.
    private string Named(PollPosition asked, string address, HttpAnswer answer)
    {
        if (!Uri.TryCreate(answer.Url, address, out var url) || !HttpTarget.IsSameOrigin(_first, url))
        {
            throw new StreamException(
                "poll-page-refused",
                $"{HttpTarget.Display(answer.Url)} names a next page elsewhere: {(url is null ? "not an address" : HttpTarget.Display(url))}. Pages must have the scheme, host and port of the poll's url.");
        }

        if (url == AddressOf(asked))
        {
            // It would be read for ever.
            throw new StreamException("poll-page-refused", $"{HttpTarget.Display(url)} names itself as its next page. Correct 'next', or set 'stop'.");
        }

        return url.AbsoluteUri;
    }

    private Uri With(string parameter, string value)
    {
        var query = _first.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => Uri.UnescapeDataString(part.Split('=')[0]) != parameter)
            .Append($"{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(value)}");
        return new UriBuilder(_first) { Query = string.Join('&', query) }.Uri;
    }
}
