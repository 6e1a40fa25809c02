using FlexCore.Application.Privacy.Keys;

namespace FlexCore.Application.Tests.Privacy;

public sealed class MasterKeyTextTests
{
    private static readonly string Sound = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

    [Fact]
    public void The_first_key_is_the_current_one_and_comments_are_passed_over()
    {
        var keys = MasterKeyText.Read($"# rotated in May\n\nk2:{Sound}\r\n k1:{Sound} ", "the file 'x'");
        keys.Select(static key => key.Id).ShouldBe(["k2", "k1"]);
        MasterKeyText.Read($"k2:{Sound},k1:{Sound}", "v").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "has no master key")]
    [InlineData("k1", "Entry 1 of the file 'x' is no master key")]
    [InlineData("k1:secret-that-is-no-base64", "Entry 1 of the file 'x' is no master key")]
    [InlineData("k1:c2hvcnQ=", "has 5 bytes; it must have 32")]
    [InlineData("k 1:KEY", "The name of a master key")]
    [InlineData("k1:KEY,k1:KEY", "names the master key 'k1' twice")]
    public void A_wrong_text_is_refused_with_its_place_and_without_what_it_says(string text, string says)
    {
        var error = Should.Throw<MasterKeyException>(() => MasterKeyText.Read(text.Replace("KEY", Sound, StringComparison.Ordinal), "the file 'x'"));

        error.Message.ShouldContain(says);
        error.ToString().ShouldNotContain("secret-that");
        error.ToString().ShouldNotContain(Sound);
        error.ToString().ShouldNotContain("c2hvcnQ");
    }

    [Fact]
    public void A_key_does_not_show_itself() => MasterKeyText.Read($"k1:{Sound}", "x")[0].ToString().ShouldBe("master key 'k1'");
}
