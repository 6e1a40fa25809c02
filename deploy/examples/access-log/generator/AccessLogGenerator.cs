using System.Numerics;

namespace FlexCore.Examples.AccessLog;

/// <summary>
/// Writes web access logs in the Combined format followed by the request time in seconds, as nginx and Apache are commonly configured,
/// with the dirt of real logs. The same options give the same bytes on every machine.
/// </summary>
/// <remarks>Not thread-safe; whole numbers only, so that no floating-point library changes a byte.</remarks>
public sealed class AccessLogGenerator
{
    private const int OddPerMillion = 3_000;
    private const int BotPerMillion = 120_000;
    private const int QueryPerMillion = 220_000;
    private const int DisorderPerMillion = 50_000;
    private const int VeryLatePerMillion = 300;

    private readonly AccessLogOptions _options;
    private readonly SplitMix _random;
    private readonly Population _population;
    private readonly TrafficClock _clock;
    private readonly StampWriter _stamp = new();

    /// <summary>Prepares a log.</summary>
    /// <param name="options">Size, seed and shape.</param>
    public AccessLogGenerator(AccessLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _random = new SplitMix(options.Seed);
        _population = new Population(_random);
        _clock = new TrafficClock(options);
    }

    /// <summary>Writes the whole log.</summary>
    /// <param name="target">Where to; left open.</param>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var writer = new LineWriter(target);
        for (var line = 0L; line < _options.Lines; line++)
        {
            var start = writer.Mark;
            WriteLine(writer);
            if (_random.Chance(_options.BadLinesPerMillion))
            {
                Dirt.Spoil(writer, start, _random);
            }

            writer.EndLine();
            _clock.Advance(_random);
        }

        writer.Flush();
    }

    private void WriteLine(LineWriter writer)
    {
        writer.Put(_population.Clients.Pick(_random));
        writer.Put(" - "u8);
        writer.Put(_random.Chance(30_000) ? _population.Users.Pick(_random) : "-"u8);
        writer.Put((byte)' ');
        var milliseconds = RequestTime();
        writer.Put(_stamp.At(_clock.Seconds - Delay()));
        writer.Put(" \""u8);
        var bot = _random.Chance(BotPerMillion);
        var path = _population.Paths.Pick(_random);
        var odd = _random.Chance(OddPerMillion);
        var head = WriteRequest(writer, path, odd, bot);
        writer.Put("\" "u8);
        var status = odd ? 400 : Status(path, bot);
        writer.PutNumber(status);
        writer.Put((byte)' ');
        WriteSize(writer, status, head);
        writer.Put(" \""u8);
        writer.Put(bot ? "-"u8 : _population.Referers.Pick(_random));
        writer.Put("\" \""u8);
        WriteAgent(writer, bot);
        writer.Put("\" "u8);
        writer.PutSeconds(status >= 500 ? milliseconds * 8 : milliseconds);
    }

    private bool WriteRequest(LineWriter writer, ReadOnlySpan<byte> path, bool odd, bool bot)
    {
        if (odd)
        {
            writer.Put(Dirt.OddRequests[_random.Below(Dirt.OddRequests.Length)]);
            return false;
        }

        var method = _random.Below(100);
        var head = method >= 98;
        writer.Put(head ? "HEAD "u8 : method >= 86 && !bot ? "POST "u8 : "GET "u8);
        writer.Put(path);
        if (_random.Chance(QueryPerMillion))
        {
            writer.Put("?session="u8);
            writer.PutNumber(_random.Below(100_000));
            writer.Put("&page="u8);
            writer.PutNumber(_random.Below(20));
        }

        writer.Put(_random.Below(10) < 7 ? " HTTP/1.1"u8 : " HTTP/2.0"u8);
        return head;
    }

    private int Status(ReadOnlySpan<byte> path, bool bot)
    {
        if (path.SequenceEqual("/wp-login.php"u8) || path.SequenceEqual("/.env"u8))
        {
            return 404;
        }

        // Once an hour a deployment goes wrong for two minutes.
        var minute = _clock.Seconds / 60 % 60;
        if (minute is 37 or 38 && _random.Below(100) < 18)
        {
            return _random.Below(3) == 0 ? 500 : 502;
        }

        return _random.Below(1000) switch
        {
            < 830 => 200,
            < 850 => 206,
            < 880 => 301,
            < 950 => 304,
            < 980 => bot ? 404 : 302,
            < 988 => 404,
            < 993 => 403,
            < 995 => 499,
            < 998 => 500,
            _ => 503,
        };
    }

    private void WriteSize(LineWriter writer, int status, bool head)
    {
        if (head || status is 304 or 499)
        {
            writer.Put((byte)'-');
            return;
        }

        // Each doubling of the size is half as likely: the heavy tail of real response sizes.
        var bits = _random.Next();
        var doublings = Math.Min(BitOperations.TrailingZeroCount(bits), 13);
        writer.PutNumber((long)(180 + ((bits >> 40) & 2047)) << doublings);
    }

    private void WriteAgent(LineWriter writer, bool bot)
    {
        if (_random.Chance(OddPerMillion))
        {
            writer.Put(Dirt.OddAgents[_random.Below(Dirt.OddAgents.Length)]);
            return;
        }

        writer.Put(bot ? _population.Bots.Pick(_random) : _population.Browsers.Pick(_random));
    }

    private int RequestTime()
    {
        var bits = _random.Next();
        return (int)(1 + ((bits >> 40) & 31)) << Math.Min(BitOperations.TrailingZeroCount(bits), 9);
    }

    // Servers stamp the start of a request and write the line at its end, so lines are slightly out of order, and rarely very late.
    private int Delay()
    {
        if (_random.Chance(DisorderPerMillion))
        {
            return 1 + _random.Below(4);
        }

        return _random.Chance(VeryLatePerMillion) ? 30 + _random.Below(90) : 0;
    }
}
