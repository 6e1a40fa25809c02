using System.Text;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Events;

/// <summary>Reads an event stream as the HTML standard describes it, with bounded memory. Used by one reader.</summary>
/// <param name="reader">The stream's text.</param>
internal sealed class ServerEventReader(TextReader reader)
{
    /// <summary>The most characters of one event's data.</summary>
    public const int DataMax = 16 << 20;

    private readonly StringBuilder _data = new();
    private string _type = string.Empty;
    private string? _id;

    /// <summary>The last id whose event came completely.</summary>
    public string? LastId { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="heard">Called for each line: the stream is alive.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The next event, or <see langword="null"/> at the end of the stream.</returns>
    /// <exception cref="NodeForeignException">An event has more data than the bound.</exception>
    public async ValueTask<ServerEvent?> ReadAsync(Action heard, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            heard();
            if (line.Length > 0)
            {
                Take(line);
            }
            else if (Dispatch() is { } complete)
            {
                return complete;
            }
        }

        // An event without its empty line is incomplete and is thrown away; it comes again after the reconnect.
        return null;
    }

    private void Take(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0)
        {
            return;
        }

        var (field, value) = colon < 0 ? (line, string.Empty) : (line[..colon], line[(colon + 1)..]);
        value = value.StartsWith(' ') ? value[1..] : value;
        switch (field)
        {
            case "data" when _data.Length + value.Length > DataMax:
                throw new NodeForeignException(FormattableString.Invariant($"An event has more than {DataMax:N0} characters of data."));
            case "data":
                _data.Append(value).Append('\n');
                break;
            case "event":
                _type = value;
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                _id = value.Length > 0 ? value : null;
                break;
            default:
                break;
        }
    }

    private ServerEvent? Dispatch()
    {
        // Only with the empty line: an id whose event was cut off must not be resumed behind.
        LastId = _id;
        var type = _type.Length > 0 ? _type : "message";
        _type = string.Empty;
        if (_data.Length == 0)
        {
            return null;
        }

        var data = _data.ToString(0, _data.Length - 1);
        _data.Clear();
        return new ServerEvent(type, data, LastId);
    }
}
