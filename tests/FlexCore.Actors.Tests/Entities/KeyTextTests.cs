using FlexCore.Actors.Entities;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The text is in journals: what these examples say must not change.</summary>
public sealed class KeyTextTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("k", null, "k")]
    [InlineData("k", Hash, "k\n" + Hash)]
    [InlineData("two\nlines", Hash, "two\nlines\n" + Hash)]
    [InlineData("two\nlines", null, "two\nlines")]
    [InlineData(Hash, null, Hash)]
    [InlineData("\n" + Hash, null, "\n" + Hash)]
    [InlineData("k\n" + "0123456789ABCDEF0123456789ABCDEF", null, "k\n0123456789ABCDEF0123456789ABCDEF")]
    public void Key_and_hash_become_one_text_and_come_back(string key, string? hash, string text)
    {
        KeyText.Join(key, hash).ShouldBe(text);
        KeyText.Split(text).ShouldBe((key, hash));
    }

    [Fact]
    public void No_key_has_no_text() => KeyText.Join(null, Hash).ShouldBeNull();
}
