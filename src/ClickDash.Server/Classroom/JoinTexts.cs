namespace ClickDash.Server.Classroom;

/// <summary>What the phone's page says.</summary>
internal static class JoinTexts
{
    public const string Title = "Join";
    public const string YouAre = "You are the";
    public const string HowToJoin = "Scan the code on the screen, or type its letters.";
    public const string Joining = "Joining…";
    public const string Pages = "Pages";
    public const string NeedsScript = "This page needs JavaScript.";
    public const string Room = "Room";
    public const string Join = "Join";
    public const string WhatIsKept =
        "Each tap is a real click. No names, no cookies: this page forgets you when you close it.";

    // What the page's script says; {0} is the page that was tapped, {1} how many milliseconds it took.
    public const string Ready = "Tap a page and look for yourself on the screen.";
    public const string OnItsWay = "{0} is on its way…";
    public const string NotReadYet = "Sent. It is not read yet.";
    public const string Read = "{0} was read after {1} ms.";
    public const string NoAnswer = "The server does not answer. Trying again…";
    public const string TryAgain = "Please try again.";
}
