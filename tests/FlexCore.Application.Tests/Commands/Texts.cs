using System.Text;

namespace FlexCore.Application.Tests.Commands;

/// <summary>The parts of sample commands: the given ones, or random ones of a seed.</summary>
internal sealed class Texts(Random? random)
{
    private static readonly string[] Letters = ["a", "Z", "0", "\"", "\\", "\n", "ä", "€", "😀", " ", "<", "&", "\u0001", "{", ":"];

    public string Next(string usual) =>
        random is null ? usual : string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => Letters[random.Next(Letters.Length)]));

    public int Number(int usual) => random?.Next(-3, int.MaxValue) ?? usual;

    public T? Some<T>(T value)
        where T : class => random is null || random.Next(2) == 0 ? value : null;

    public ReadOnlyMemory<byte> Bytes(ReadOnlySpan<byte> usual)
    {
        if (random is null)
        {
            return usual.ToArray();
        }

        var bytes = new byte[random.Next(0, 200)];
        random.NextBytes(bytes);
        return bytes;
    }
}
