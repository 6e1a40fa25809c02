namespace FlexCore.Examples.AccessLog;

/// <summary>Writes <c>[15/Jan/2026:08:30:00 +0000]</c>, computing the text once per second.</summary>
internal sealed class StampWriter
{
    private readonly byte[] _text = "[01/Jan/1970:00:00:00 +0000]"u8.ToArray();
    private long _second = long.MinValue;
    private long _day = long.MinValue;

    public ReadOnlySpan<byte> At(long second)
    {
        if (second != _second)
        {
            Render(second);
        }

        return _text;
    }

    private void Render(long second)
    {
        _second = second;
        var day = second / 86_400;
        if (day != _day)
        {
            _day = day;
            var date = DateTimeOffset.FromUnixTimeSeconds(second);
            var text = date.ToString("dd/MMM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
            System.Text.Encoding.ASCII.GetBytes(text, _text.AsSpan(1));
        }

        var ofDay = (int)(second - (day * 86_400));
        Two(13, ofDay / 3600);
        Two(16, ofDay / 60 % 60);
        Two(19, ofDay % 60);
    }

    private void Two(int at, int value)
    {
        _text[at] = (byte)('0' + (value / 10));
        _text[at + 1] = (byte)('0' + (value % 10));
    }
}
